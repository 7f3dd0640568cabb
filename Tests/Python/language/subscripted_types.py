"""Built-in types that take type arguments in brackets."""


async def coroutine():
    pass


async def asynchronous():
    yield


def generator():
    yield


waiting = coroutine()
for type_ in (list, dict, tuple, set, frozenset, type, enumerate, type(waiting), type(asynchronous()), type(generator())):
    print(type_[int], type_[int].__origin__ is type_, type_[int, str].__args__)
waiting.close()
for type_ in (int, str, range, bytes, zip):
    try:
        print(type_[int])
    except TypeError as error:
        print(error)
