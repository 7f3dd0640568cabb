"""Recursion through attribute access and descriptors."""


def case(name, action):
    """Prints one line: how the action ended. How deep it came, and thus the message, is the interpreter's affair."""
    try:
        action()
    except BaseException as error:
        print(f"{name}: {type(error).__name__}")
    else:
        print(f"{name}: done")


class GetAttr:
    def __getattr__(self, name):
        return getattr(self, name)


class GetAttribute:
    def __getattribute__(self, name):
        return self.other


class SetAttr:
    def __setattr__(self, name, value):
        self.name = value


class DelAttr:
    def __delattr__(self, name):
        del self.name


class Descriptor:
    def __get__(self, instance, owner):
        return instance.value

    def __set__(self, instance, value):
        instance.value = value


class Described:
    value = Descriptor()


class MetaGetAttr(type):
    def __getattr__(cls, name):
        return getattr(cls, name)


class Meta(metaclass=MetaGetAttr):
    pass


class Dir:
    def __dir__(self):
        return dir(self)


class GetItem:
    def __getitem__(self, key):
        return self[key]

    def __setitem__(self, key, value):
        self[key] = value

    def __delitem__(self, key):
        del self[key]


class Missing(dict):
    def __missing__(self, key):
        return self[key]


def set_attribute():
    SetAttr().x = 1


def delete_attribute():
    del DelAttr().x


def set_described():
    Described().value = 1


def set_item():
    GetItem()[0] = 1


def delete_item():
    del GetItem()[0]


case("__getattr__", lambda: GetAttr().x)
case("__getattribute__", lambda: GetAttribute().x)
case("__setattr__", set_attribute)
case("__delattr__", delete_attribute)
case("__get__", lambda: Described().value)
case("__set__", set_described)
case("metaclass's __getattr__", lambda: Meta.x)
case("hasattr", lambda: hasattr(GetAttr(), "x"))
case("getattr with a default", lambda: getattr(GetAttr(), "x", None))
case("__dir__", lambda: dir(Dir()))
case("__getitem__", lambda: GetItem()[0])
case("__setitem__", set_item)
case("__delitem__", delete_item)
case("__missing__", lambda: Missing()[0])
