"""The instructions of Taipan's register machine, by number and by name.

What describes CPython's stack machine alone (inline cache sizes, the effect on its stack) has no content here.
"""

__all__ = [
    "cmp_op", "stack_effect", "hascompare", "opname", "opmap", "HAVE_ARGUMENT", "EXTENDED_ARG", "hasarg", "hasconst",
    "hasname", "hasjump", "hasjrel", "hasjabs", "hasfree", "haslocal", "hasexc",
]

from _opcode import instruction_names as _instruction_names, instruction_roles as _instruction_roles

cmp_op = ("<", "<=", "==", "!=", ">", ">=")

opname = ["<%d>" % number for number in range(256)]
opmap = {}
hasarg, hasconst, hasname, hasjrel, hasfree, haslocal, hascompare = [], [], [], [], [], [], []
hasjabs, hasexc = [], []

for _number, _name in enumerate(_instruction_names()):
    opname[_number] = _name
    opmap[_name] = _number
    _roles = _instruction_roles(_number)
    if _roles:
        hasarg.append(_number)
    for _role, _list in (
        ("constant", hasconst), ("name", hasname), ("target", hasjrel), ("free", hasfree), ("register", haslocal),
    ):
        if _role in _roles:
            _list.append(_number)
    if "EQUAL" in _name or "LESS" in _name or "GREATER" in _name:
        hascompare.append(_number)

# What this does in CPython's code is nothing here: free variables are reached through the closure.
opmap["COPY_FREE_VARS"] = opmap["NOP"]

hasjump = hasjrel
EXTENDED_ARG = opmap["EXTEND"]
HAVE_ARGUMENT = 1


def stack_effect(opcode, oparg=None, /, *, jump=None):
    """A register machine has no stack: 0 for every instruction."""
    if not isinstance(opcode, int) or opcode not in opmap.values():
        raise ValueError("invalid opcode or oparg")
    if jump not in (None, True, False):
        raise ValueError("stack_effect: jump must be False, True or None")
    return 0
