import _md5
import _sha1
import _sha2

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
    makers = (_md5.md5, _sha1.sha1, _sha2.sha224, _sha2.sha256, _sha2.sha384, _sha2.sha512)
    print(length, [make(b"x" * length).hexdigest()[:16] for make in makers])
