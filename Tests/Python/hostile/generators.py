"""Generators and coroutines resumed, closed and thrown into at the wrong time."""


def case(name, action):
    """Prints one line: the action's result, or the exception's type and message."""
    try:
        result = repr(action())
    except BaseException as error:
        result = f"{type(error).__name__}: {error}"
    print(f"{name}: {result}")


def running_next():
    def generator():
        next(me)
        yield 1

    me = generator()
    return next(me)


def running_send():
    def generator():
        yield me.send(None)

    me = generator()
    return next(me)


def running_close():
    def generator():
        me.close()
        yield 1

    me = generator()
    return next(me)


def running_throw():
    def generator():
        me.throw(ValueError)
        yield 1

    me = generator()
    return next(me)


def running_through_list():
    def generator():
        yield list(me)

    me = generator()
    return next(me)


def close_that_yields():
    def generator():
        while True:
            try:
                yield 1
            except GeneratorExit:
                pass

    me = generator()
    next(me)
    try:
        me.close()
    finally:
        global kept
        kept = me


def close_that_returns():
    def generator():
        try:
            yield 1
        except GeneratorExit:
            return "closed"

    me = generator()
    next(me)
    return me.close(), me.close()


def close_that_raises():
    def generator():
        try:
            yield 1
        finally:
            raise KeyError("from finally")

    me = generator()
    next(me)
    me.close()


def close_before_start():
    def generator():
        print("  never printed")
        yield

    me = generator()
    return me.close(), list(me)


def send_before_start():
    def generator():
        yield 1

    return generator().send(1)


def throw_before_start():
    def generator():
        yield 1

    me = generator()
    try:
        me.throw(ValueError("early"))
    except ValueError as error:
        return str(error), list(me)


def throw_after_end():
    me = (x for x in ())
    list(me)
    me.throw(KeyError("late"))


def throw_no_exception():
    me = (x for x in (1, 2))
    next(me)
    me.throw(42)


def stop_iteration_inside():
    def generator():
        yield 1
        raise StopIteration(2)

    return list(generator())


def stop_iteration_thrown():
    def generator():
        yield 1

    me = generator()
    next(me)
    me.throw(StopIteration("thrown"))


def next_inside_comprehension():
    return list(next(iter([])) for _ in range(3))


def value_of_stop():
    def generator():
        yield 1
        return "value"

    me = generator()
    next(me)
    try:
        next(me)
    except StopIteration as stop:
        return stop.value, stop.args


def delegate_close():
    events = []

    def inner():
        try:
            yield 1
        finally:
            events.append("inner")

    def outer():
        try:
            yield from inner()
        finally:
            events.append("outer")

    me = outer()
    next(me)
    me.close()
    return events


def delegate_to_running():
    def generator():
        yield from me

    me = generator()
    return next(me)


def delegate_throw_without_throw():
    def generator():
        yield from [1, 2]

    me = generator()
    next(me)
    me.throw(ValueError("into a list"))


def awaiting_no_awaitable():
    async def coroutine():
        await 1

    return coroutine().send(None)


def coroutine_awaited_twice():
    async def inner():
        return 1

    async def outer():
        coroutine = inner()
        await coroutine
        await coroutine

    return outer().send(None)


def coroutine_reused():
    async def coroutine():
        return 5

    me = coroutine()
    try:
        me.send(None)
    except StopIteration as stop:
        print("  value:", stop.value)
    me.send(None)


def iterating_a_coroutine():
    async def coroutine():
        pass

    me = coroutine()
    try:
        return list(me)
    finally:
        me.close()


def async_generator_running():
    async def generator():
        yield 1

    me = generator()
    first = me.__anext__()
    second = me.__anext__()
    try:
        first.send(None)
    except StopIteration as stop:
        print("  value:", stop.value)
    try:
        first.send(None)
    except RuntimeError as error:
        print("  reused:", error)
    second.send(None)


def frame_cleared_while_suspended():
    def generator():
        yield 1

    me = generator()
    next(me)
    frame = me.gi_frame
    me.close()
    return me.gi_frame is None, frame is not None, me.gi_running


for name, action in list(globals().items()):
    if callable(action) and name != "case" and not name.startswith("_"):
        case(name.replace("_", " "), action)
