import _blake2
import _md5
import _sha1
import _sha2
import _sha3

big = bytes(range(256)) * 10


def show(expression):
    try:
        result = repr(eval(expression))
    except Exception as error:
        result = f"{type(error).__name__}: {error}"
    place = result.find(" at 0x")
    print(expression, "=>", result if place < 0 else result[:place])


for expression in """
_md5.md5().hexdigest()
_md5.md5(b'abc').hexdigest()
_md5.md5(big).hexdigest()
_sha1.sha1(b'abc').hexdigest()
_sha1.sha1(big).hexdigest()
_sha2.sha224(b'abc').hexdigest()
_sha2.sha256(b'abc').hexdigest()
_sha2.sha256(big).hexdigest()
_sha2.sha384(b'abc').hexdigest()
_sha2.sha512(b'abc').hexdigest()
_sha2.sha512(big).hexdigest()
_sha2.sha512(big).digest()[:4]
_md5.md5('abc')
_md5.md5(1)
_md5.md5(b'a',b'b')
_md5.md5(x=1)
_md5.md5(data=b'abc').hexdigest()
_md5.md5(string=b'abc').hexdigest()
_md5.md5(b'a',string=b'b')
_md5.md5(b'abc',usedforsecurity=False).hexdigest()
_md5.md5().name, _md5.md5().block_size, _md5.md5().digest_size
_sha1.sha1().name, _sha1.sha1().block_size, _sha1.sha1().digest_size
_sha2.sha224().name, _sha2.sha224().block_size, _sha2.sha224().digest_size
_sha2.sha384().name, _sha2.sha384().block_size, _sha2.sha384().digest_size
_sha2.sha512().name, _sha2.sha512().block_size, _sha2.sha512().digest_size
_md5.md5().update('a')
_md5.md5().update(bytearray(b'a'))
_md5.md5()
_sha1.sha1()
_sha2.sha256()
_sha2.sha224()
_sha2.sha384()
_sha2.sha512()
type(_md5.md5())
_md5.MD5Type()
_md5.MD5Type
_sha2.SHA224Type, _sha2.SHA256Type,_sha2.SHA384Type,_sha2.SHA512Type,_sha1.SHA1Type
_md5.md5().copy()
_sha3.sha3_224('a')
_sha3.sha3_224(1)
_sha3.sha3_224(b'a',string=b'b')
_sha3.sha3_224(b'a',b'b')
_sha3.sha3_224(x=1)
_sha3.sha3_224()._capacity_bits
_sha3.sha3_224()._rate_bits
_sha3.sha3_224()._suffix
_sha3.shake_128()._suffix
_sha3.shake_128()._capacity_bits
_sha3.shake_128().digest_size
_sha3.shake_128().block_size
_sha3.shake_128().digest()
_sha3.shake_128().digest(-1)
_sha3.shake_128().digest(0)
_sha3.shake_128().digest(1<<29)
_sha3.shake_128().digest(1<<64)
_sha3.shake_128().digest(1<<63)
_sha3.shake_128().digest(-(1<<65))
_sha3.shake_128().digest('a')
_sha3.shake_128().digest(length=4)
_sha3.shake_128().hexdigest(length=4)
_sha3.shake_128().hexdigest(4,4)
_sha3.shake_128().hexdigest(4.0)
_sha3.shake_128().hexdigest(1<<40)
_sha3.shake_128().hexdigest(-4)
_sha3.shake_128()
type(_sha3.shake_128())
object.__new__(_sha3.sha3_224)
_blake2.blake2b('a')
_blake2.blake2b(1)
_blake2.blake2b(b'a',b'b')
_blake2.blake2b(b'a',string=b'b')
_blake2.blake2b(x=1)
_blake2.blake2b(digest_size=0)
_blake2.blake2b(digest_size=-1)
_blake2.blake2b(digest_size=65)
_blake2.blake2s(digest_size=33)
_blake2.blake2b(digest_size='a')
_blake2.blake2b(digest_size=1<<70)
_blake2.blake2b(digest_size=1<<40)
_blake2.blake2b(key='a')
_blake2.blake2b(key=b'a'*65)
_blake2.blake2s(key=b'a'*33)
_blake2.blake2b(salt=b'a'*17)
_blake2.blake2s(salt=b'a'*9)
_blake2.blake2b(person=b'a'*17)
_blake2.blake2s(person=b'a'*9)
_blake2.blake2b(fanout=-1)
_blake2.blake2b(fanout=256)
_blake2.blake2b(fanout='a')
_blake2.blake2b(depth=0)
_blake2.blake2b(depth=256)
_blake2.blake2b(leaf_size=-1)
_blake2.blake2b(leaf_size=1<<32)
_blake2.blake2b(leaf_size=1<<64)
_blake2.blake2b(leaf_size='x')
_blake2.blake2b(leaf_size=1.5)
_blake2.blake2b(node_offset=-1)
_blake2.blake2b(node_offset=1<<64)
_blake2.blake2b(node_offset='a')
_blake2.blake2s(node_offset=1<<48)
_blake2.blake2s(node_offset=(1<<48)-1).hexdigest()
_blake2.blake2b(node_depth=-1)
_blake2.blake2b(node_depth=256)
_blake2.blake2b(inner_size=-1)
_blake2.blake2b(inner_size=65)
_blake2.blake2s(inner_size=33)
_blake2.blake2b(digest_size=True).hexdigest()
_blake2.blake2b(last_node='x').hexdigest()
_blake2.blake2b(last_node=2).hexdigest()
_blake2.blake2b(node_depth=1<<40)
_blake2.blake2b(b'',usedforsecurity=object())
_blake2.blake2b.MAX_KEY_SIZE
_blake2.blake2b()
_blake2.blake2s().name, _blake2.blake2s().digest_size, _blake2.blake2s(digest_size=3).digest_size, _blake2.blake2s().block_size
_blake2.blake2b(b'abc',digest_size=20,key=b'k',salt=b's',person=b'p',fanout=2,depth=3,leaf_size=4,node_offset=5,node_depth=6,inner_size=7,last_node=True).hexdigest()
_blake2.blake2b(data=b'x').hexdigest()
_blake2.blake2b(string=b'x').hexdigest()
_blake2.blake2b().update()
_blake2.blake2b().update('a')
_sha3.sha3_224.x
setattr(_sha3.sha3_224,'x',1)
setattr(_blake2.blake2b,'x',1)
_blake2.blake2b.__module__
_sha3.sha3_224.__name__
setattr(_blake2.blake2b(),'name',1)
_sha3.sha3_224().digest(1)
_sha3.sha3_256.__flags__&(1<<10)
_blake2.blake2b(b'', 3)
_blake2.blake2b(b'', bad=3, string=b'')
_blake2.blake2b.__new__(int)
_blake2.blake2b.__new__()
_blake2._GIL_MINSIZE
_sha3.sha3_224().update(memoryview(b'abc')[::2])
_sha3.sha3_224(None)
_sha3.sha3_224(data=None)
_md5._GIL_MINSIZE,_sha1._GIL_MINSIZE,_sha2._GIL_MINSIZE
""".strip().splitlines():
    show(expression)

first = _sha2.sha256(b"a")
second = first.copy()
first.update(b"b")
second.update(memoryview(b"b"))
print(first.digest() == second.digest(), first.hexdigest())

# Lengths about the ends of blocks.
for length in (0, 1, 55, 56, 57, 63, 64, 65, 111, 112, 113, 119, 120, 127, 128, 129, 1000):
    makers = (
        _md5.md5, _sha1.sha1, _sha2.sha224, _sha2.sha256, _sha2.sha384, _sha2.sha512, _sha3.sha3_224, _sha3.sha3_256,
        _sha3.sha3_384, _sha3.sha3_512, _blake2.blake2b, _blake2.blake2s)
    print(length, [make(b"x" * length).hexdigest()[:16] for make in makers])
for length in (*range(71, 73), *range(103, 105), *range(135, 137), *range(143, 145), *range(167, 169)):
    makers = _sha3.sha3_512, _sha3.sha3_384, _sha3.sha3_256, _sha3.sha3_224, _sha3.shake_128, _sha3.shake_256
    print(length, [make(b"x" * length).hexdigest(*[9][make.__name__ < "shake" :])[:16] for make in makers])

# A digest of any length, and one taken in pieces.
shake = _sha3.shake_256(big)
print(shake.hexdigest(300)[-40:], shake.digest(5))
for make in (_sha3.sha3_256, _blake2.blake2b, _blake2.blake2s):
    pieces = make()
    for start in range(0, len(big), 37):
        pieces.update(big[start : start + 37])
        copy = pieces.copy()
    print(pieces.digest() == make(big).digest() == copy.digest(), pieces.hexdigest())

# BLAKE2's other parameters.
for make in (_blake2.blake2b, _blake2.blake2s):
    print([make(b"abc", digest_size=size).hexdigest() for size in (1, 7, 32)])
    print([make(b"x" * 200, key=b"k" * size).hexdigest()[:20] for size in (1, 31, 32)])
    print(make(b"", salt=b"salt", person=b"person", node_offset=1 << 40, leaf_size=1 << 31).hexdigest())
    print(make(b"x" * 128, last_node=True, fanout=0, depth=255, node_depth=255, inner_size=32).hexdigest())
    print(make.MAX_DIGEST_SIZE, make.MAX_KEY_SIZE, make.SALT_SIZE, make.PERSON_SIZE)
print({name: value for name, value in vars(_blake2).items() if name.startswith("BLAKE")})
for name in ("sha3_224", "sha3_256", "sha3_384", "sha3_512", "shake_128", "shake_256"):
    new = getattr(_sha3, name)()
    print(new.name, new.block_size, new.digest_size, new._capacity_bits, new._rate_bits, new._suffix)
