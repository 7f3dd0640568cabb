"""pwd, grp, termios, resource, and the calls of the system's that posix has for processes, files and events."""
import pwd, grp, termios, resource, posix, signal, _signal, os
def t(f,*a,**k):
    try: r=f(*a,**k)
    except BaseException as e: r=repr(e)
    print(getattr(f,'__name__',f),a,k,r)
print(pwd.getpwuid(0), grp.getgrgid(0), pwd.getpwnam('root')==pwd.getpwuid(0), len(pwd.getpwall())>2, len(grp.getgrall())>2, grp.getgrnam('root').gr_mem)
t(pwd.getpwnam,'nosuch');t(pwd.getpwuid,99999);t(pwd.getpwuid,-1);t(pwd.getpwuid,2**40);t(pwd.getpwuid,'x');t(pwd.getpwnam,1);t(pwd.getpwnam,'a\0b');t(grp.getgrnam,'nosuch');t(grp.getgrgid,99999);t(grp.getgrgid,'x');t(grp.getgrgid,-1);t(pwd.getpwuid,1.5)
t(resource.getrlimit,99);t(resource.setrlimit,7,5);t(resource.setrlimit,7,(1,));t(resource.setrlimit,7,(5,2));t(resource.setrlimit,7,('x',2));t(resource.getrusage,99);t(resource.prlimit,-5,7);t(resource.setrlimit,99,(1,1)); t(resource.getrlimit,'x')
print(resource.RLIM_INFINITY, resource.error, resource.getrlimit(7)==resource.prlimit(0,7), resource.getrusage(0).ru_maxrss>0, resource.getpagesize())
t(termios.tcgetattr,9999);t(termios.tcgetattr,'x');t(termios.tcsetattr,9999,0,[]);t(termios.tcsetattr,9999,0,5);t(termios.tcdrain,9999);t(termios.tcflush,9999,0)
a,b=os.openpty(); x=termios.tcgetattr(b); x[2]&=0xff; x[4:6]=[0,0]; print(x); print(termios.tcsetattr(b,0,x)); print(termios.tcgetwinsize(b), termios.tcsetwinsize(b,(3,4)), termios.tcgetwinsize(b));t(termios.tcsetwinsize,b,5);t(termios.tcsetwinsize,b,(1,));t(termios.tcsetattr,b,0,x[:6]);t(termios.tcsetattr,b,0,x[:6]+[5]);t(termios.tcsetattr,b,0,x[:6]+[[1]]);t(termios.tcsetattr,b,0,x[:6]+[[1.5]*32]);t(termios.tcsetattr,b,0,['x']*7);t(termios.tcsetwinsize,b,(1,-1)); t(termios.tcsetattr,b,99,x);t(termios.tcsendbreak,b,0)
y=list(x); y[3]&=~termios.ICANON; termios.tcsetattr(b,0,y); print(termios.tcgetattr(b)[6][4:7])
print(termios.error.__mro__, termios.error.__module__)
t(posix.readv,0,5);t(posix.readv,0,[b'x']);t(posix.writev,1,5);t(posix.writev,1,['x']);t(posix.preadv,0,5,0)
r,w=os.pipe(); print(posix.writev(w,[b'ab',bytearray(b'cd'),memoryview(b'ef')])); p,q=bytearray(2),bytearray(9); print(posix.readv(r,[p,q]),p,q)
import tempfile
f=tempfile.TemporaryFile(dir='.'); fd=f.fileno(); print(posix.pwritev(fd,[b'hello',b' world'],2), posix.preadv(fd,[q],3), q, posix.copy_file_range(fd,fd,5,2,20), os.pread(fd,5,20)); print(posix.splice(fd,w,4,offset_src=2), os.read(r,9))
n='x.attr'; open(n,'w').close()
try:
    posix.setxattr(n,'user.a',b'1'); print(posix.getxattr(n,'user.a'), posix.listxattr(n)); t(posix.setxattr,n,'user.a',b'2',posix.XATTR_CREATE); posix.removexattr(n,'user.a'); t(posix.getxattr,n,'user.a')
finally: os.unlink(n)
t(posix.getxattr,0,'a',follow_symlinks=False)
t(posix.sched_param,5);t(posix.sched_param);t(posix.sched_param,sched_priority=1);t(posix.sched_setparam,0,5);t(posix.sched_setscheduler,0,0,5);t(posix.sched_getscheduler,0);t(posix.sched_getparam,0);t(posix.sched_get_priority_max,99);t(posix.sched_setaffinity,0,5);t(posix.sched_setaffinity,0,[]);t(posix.sched_setaffinity,0,[-1]);t(posix.sched_setaffinity,0,['x']);t(posix.sched_setaffinity,0,[2**40]);t(posix.sched_setscheduler,0,0,posix.sched_param(0))
t(posix.setgroups,5);t(posix.setgroups,['x']);t(posix.initgroups,5,0);t(posix.getgrouplist,'root',0);t(posix.getgrouplist,5,0)
S=posix.posix_spawn
t(S,'/bin/true',5,{});t(S,'/bin/true',[],{});t(S,'/bin/true',[''],{});t(S,'/bin/true',['a'],5);t(S,'/nonexistent',['a'],{});t(S,'/bin/true',['a'],{},file_actions=5);t(S,'/bin/true',['a'],{},file_actions=[5]);t(S,'/bin/true',['a'],{},file_actions=[()]);t(S,'/bin/true',['a'],{},file_actions=[(9,)]);t(S,'/bin/true',['a'],{},file_actions=[(0,)]);t(S,'/bin/true',['a'],{},file_actions=[(1,'x')]);t(S,'/bin/true',['a'],{},file_actions=[(2,1)]);t(S,'/bin/true',['a'],{},setsigmask=5);t(S,'/bin/true',['a'],{},setsigmask=[999]);t(S,'/bin/true',['a'],{},setsigdef=['x']);t(S,'/bin/true',['a'],{},scheduler=5);t(S,'/bin/true',['a'],{},scheduler=(1,2,3));t(S,'/bin/true',['a'],{},scheduler=(None,5));t(S,'/bin/true',['a'],{},setpgroup='x');t(S,1,['a'],{});t(S,'/bin/true',[1],{}); t(S,'/bin/true',['a'],{'a=b':'c'});t(S,'/bin/true',['a'],{1:'c'})
pid=posix.posix_spawnp('sh',['sh','-c','echo $A >&7; exit 3'],{'A':'spawned'},file_actions=[(posix.POSIX_SPAWN_DUP2,w,7)],setsigmask=[signal.SIGUSR1],setsid=True)
print(os.read(r,20), os.waitstatus_to_exitcode(posix.wait4(pid,0)[1]))
t(posix.wait4,-1,99)
t(posix.eventfd,-1);t(posix.eventfd_write,9999,1);t(posix.timerfd_create,99);t(posix.timerfd_settime,9999,initial=1);t(posix.timerfd_settime_ns,9999,initial=-1);t(posix.timerfd_settime,9999,initial=-1)
print(posix.sched_param(5), repr(posix.sched_param(3)), posix.sched_param.__mro__)
e=posix.eventfd(5); print(posix.eventfd_read(e)); posix.eventfd_write(e,7); print(posix.eventfd_read(e), os.get_inheritable(e))
fd=posix.timerfd_create(1); print(posix.timerfd_settime(fd,initial=1.5,interval=2), posix.timerfd_gettime_ns(fd)[1], posix.timerfd_gettime(fd)[1]); t(posix.timerfd_settime,fd,initial='x')
t(_signal.sigtimedwait,[],-1);t(_signal.sigtimedwait,[],0);t(_signal.sigtimedwait,[],'x')
signal.pthread_sigmask(0,[10]); signal.raise_signal(10); i=_signal.sigwaitinfo([10]); print(i.si_signo, i.si_pid==os.getpid(), i.si_uid)
signal.raise_signal(10); print(signal.sigtimedwait([10],1).si_signo)
t(signal.pidfd_send_signal,9999,1);t(posix.pidfd_open,-1)
x=posix.pidfd_open(os.getpid()); signal.pidfd_send_signal(x,signal.SIGUSR1); print(signal.sigwait([10]))
t(posix.copy_file_range,0,1,-1);t(posix.splice,0,1,-1);t(posix.getpriority,0,0);t(posix.ptsname,9999);t(posix.unshare,0)
m=posix.posix_openpt(os.O_RDWR); posix.grantpt(m); posix.unlockpt(m); print(posix.ptsname(m).startswith('/dev/pts/'))
pid,fd=posix.forkpty()
if pid==0: os.write(1, b'%d' % os.isatty(0)); os._exit(4)
print(os.read(fd,20), os.waitstatus_to_exitcode(os.waitpid(pid,0)[1]))

# What a signal's handler raises comes out of the call that sends it
import _thread
for send in lambda: _thread.interrupt_main(), lambda: signal.pidfd_send_signal(posix.pidfd_open(os.getpid()), signal.SIGINT), lambda: os.kill(os.getpid(), signal.SIGINT):
    try:
        send()
        print("nothing")
    except KeyboardInterrupt:
        print("interrupted")
print(len(posix.getloadavg()))
