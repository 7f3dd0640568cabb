"""_socket: every method and function with good and bad arguments."""
import _socket as s
import sys

def t(f,*a):
    try: r=f(*a)
    except BaseException as e: r=repr(e)
    print(getattr(f,'__name__',f),a,r)
S=s.socket
x=S()
print(repr(x).replace(str(x.fileno()),'N',1), x.timeout, x.gettimeout(), x.getblocking())
for a in [('x',),(1,2),(('x',),),(('127.0.0.1','x'),),(('127.0.0.1',70000),),((1,2),),((b'127.0.0.1',1),),(('127.0.0.1',1,2),),(('a\0b',1),),(('ä'*70,1),)]:
    t(x.connect,*a)
for m in ['recv','recv_into','recvfrom','recvfrom_into','send','sendall','sendto','setsockopt','getsockopt','bind','connect','shutdown','setblocking','settimeout','recvmsg','sendmsg','recvmsg_into','fileno']:
    t(getattr(x,m)) if m!='fileno' else None; t(getattr(x,m),'x'); t(getattr(x,m),1,2,3,4,5)
t(x.recv,-1); t(x.recv_into,bytearray(2),3); t(x.recv_into,bytearray(2),-1); t(x.recv,2**70)
t(x.recvfrom,-1);t(x.recvfrom_into,bytearray(2),3);t(x.recvmsg,-1);t(x.recvmsg,1,-1);t(x.recvmsg_into,[bytearray(1)],-1);t(x.recvmsg_into,[b'x']);t(x.recvmsg_into,5)
t(x.sendto,b'a','x');t(x.sendto,b'a',0,1);t(x.sendto,b'a',0,'x');t(x.sendmsg,[b'a'],5);t(x.sendmsg,[b'a'],[5]);t(x.sendmsg,[b'a'],[(1,2)]);t(x.sendmsg,[b'a'],[(1,2,'x')]);t(x.sendmsg,['a']);t(x.sendmsg,5)
t(x.settimeout,-1);t(x.settimeout,1e10);t(x.settimeout,1e30);t(x.settimeout,float('nan'));t(x.settimeout,1.5); print(x.gettimeout(), x.getblocking());t(x.settimeout,0); print(x.gettimeout(), x.getblocking());t(x.setblocking,1);t(x.settimeout,None);print(x.timeout)
t(x.getsockopt,1,2);t(x.getsockopt,1,2,4);t(x.getsockopt,1,2,0);t(x.getsockopt,1,2,2000);t(x.getsockopt,1,2,-1)
t(x.setsockopt,1,2,1);t(x.setsockopt,1,2,b'\1\0\0\0');t(x.setsockopt,1,2,None);t(x.setsockopt,1,2,None,4);t(x.setsockopt,1,2,1.5);t(x.setsockopt,1,2,2**40);t(x.setsockopt,1,2,1,2);t(x.setsockopt,1,2,b'',3)
t(S,2,1,0,1.5);t(S,2,1,0,-1);t(S,2,1,0,999);t(S,-5);t(S,2,99);t(S,'x');t(S,0);t(S,2,1,0,'x');t(S,2,1,0,0)
x.close(); x=S(); print(x.detach()>2);t(x.detach);t(x.recv,1);t(x.fileno);t(x.close);
for f,a in [('getaddrinfo',[(),('x',),(1,2),('127.0.0.1',1.5),('127.0.0.1',80),('::1',80,0,1),(None,'80',2,1),(b'127.0.0.1',b'80',0,1,6,4),('127.0.0.1','nosuchserv'),(None,0,2,1)]),
 ('getnameinfo',[(),(1,2),((),0),(('127.0.0.1',),0),(('127.0.0.1',80),3),(('127.0.0.1',80,1,2),3),(('::1',80,2**21),3),(('::1',80,0,0),3)]),
 ('gethostbyname',[(),(1,),('127.0.0.1',),('',),('<broadcast>',)]),('gethostbyname_ex',[('127.0.0.1',),(1,)]),
 ('getservbyname',[(),('http',),('http','tcp'),('http','x'),('nosuch',),(1,)]),('getservbyport',[(80,),(80,'tcp'),(70000,),(-1,),('x',),(1,'zz')]),('getprotobyname',[('tcp',),('nosuch',),(1,)]),
 ('inet_aton',[('1.2.3.4',),('x',),(1,),('1.2',)]),('inet_ntoa',[(b'\1\2\3\4',),(b'x',),('x',)]),('inet_pton',[(2,'1.2.3.4'),(10,'::1'),(2,'x'),(10,'x'),(99,'x'),(2,)]),('inet_ntop',[(2,b'\1\2\3\4'),(10,b'\0'*15+b'\1'),(2,b'x'),(10,b'x'),(99,b'x'),(2,'x')]),
 ('htons',[(1,),(-1,),(70000,),('x',)]),('ntohs',[(256,),(-1,),(70000,)]),('htonl',[(1,),(-1,),(2**32,),(2**40,),('x',)]),('ntohl',[(1,),(-1,),(2**33,),(1.5,)]),
 ('if_nametoindex',[('lo',),('nosuch',),(1,)]),('if_indextoname',[(1,),(9999,),('x',),(2**40,),(-1,)]),('CMSG_LEN',[(0,),(5,),(-1,),(2**62,),(2**63-1,)]),('CMSG_SPACE',[(0,),(5,),(-1,),(2**63-1,)]),
 ('getdefaulttimeout',[()]),('setdefaulttimeout',[(-1,),('x',),(1.5,),(None,)]),('close',[(-1,),('x',),(9999,)]),('dup',[(-1,),('x',)]),('socketpair',[(2,),('x',)]),('sethostname',[(1,),('x\0',)])]:
    for a_ in a: t(getattr(s,f),*a_)
print(s.gaierror.__mro__, s.herror.__mro__, s.timeout, s.error, s.SocketType is S, s.gaierror.__module__, S.__module__)
class D(S): __slots__=('a','__weakref__')
d=D(); d.a=1
print(d.family,d.type,d.proto, d.close())
n=S.__new__(S); print(repr(n)); t(n.recv,1)
a,b=s.socketpair(); print(type(a),a.family,a.type, a.getsockname(), b.getpeername()); a.sendall(b'hello'); print(b.recv(10), a.send(b'x'), b.recvfrom(3)); b.settimeout(0.05); t(b.recv,3); b.settimeout(0); t(b.recv,3); a.close(); print(b.recv(1)); b.close()
u=S(s.AF_UNIX,s.SOCK_DGRAM); u.bind('\0abc'); print(u.getsockname()); u.close()
u=S(s.AF_UNIX); t(u.bind,'x'*200); t(u.bind,5); t(u.connect,'/nonexistent'); t(u.connect_ex,'/nonexistent')

# Messages, with descriptors beside them
a, b = s.socketpair()
a.sendmsg([b'one', bytearray(b'two')])
print(b.recvmsg(100))
import os, struct
r, w = os.pipe()
a.sendmsg([b'fd'], [(s.SOL_SOCKET, s.SCM_RIGHTS, struct.pack('i', w))])
data, beside, flags, sender = b.recvmsg(10, s.CMSG_SPACE(4))
print(data, len(beside), flags & ~s.MSG_CMSG_CLOEXEC, sender)
copy = struct.unpack('i', beside[0][2])[0]
os.write(copy, b'through'); print(os.read(r, 10), os.get_inheritable(copy))
first, second = bytearray(2), bytearray(5)
a.send(b'abcde'); print(b.recvmsg_into([first, memoryview(second)[1:]])[0], first, second)
print(a.send(b'xyz'), b.recv_into(first), first, b.recvfrom_into(second, 1), second)

# Other threads run while one waits
import _thread, time
done = []
def late():
    time.sleep(0.05)
    done.append(1)
    a.sendall(b'late')
_thread.start_new_thread(late, ())
print(b.recv(10), done)
b.setblocking(False)
try: b.sendall(b'x' * 10_000_000)
except BlockingIOError as e: print(repr(e))
b.settimeout(0.05)
try: b.sendall(b'x' * 10_000_000)
except TimeoutError as e: print(repr(e))
a.close(); b.close()

# Over the network's own interface
l = s.socket(); l.setsockopt(s.SOL_SOCKET, s.SO_REUSEADDR, 1); l.bind(('127.0.0.1', 0)); l.listen()
c = s.socket(); c.settimeout(5); c.connect(l.getsockname())
fd, peer = l._accept()
d = s.socket(fileno=fd)
print(peer == c.getsockname(), d.getpeername() == peer, d.family, d.type, d.proto, os.get_inheritable(fd))
c.sendall(b'q' * 300_000); c.shutdown(s.SHUT_WR)
n = 0
while part := d.recv(65536): n += len(part)
print(n)
u = s.socket(s.AF_INET, s.SOCK_DGRAM); u.bind(('', 0)); v = s.socket(s.AF_INET, s.SOCK_DGRAM)
print(v.sendto(b'gram', ('127.0.0.1', u.getsockname()[1])), u.recvfrom(10)[0])
six = s.socket(s.AF_INET6); t(six.bind, ('::1',)); t(six.bind, ('::1', 0, 2**20)); six.close()
for x in l, c, d, u, v: x.close()
