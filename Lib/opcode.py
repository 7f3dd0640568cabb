"""The instructions of Taipan's register machine, by number and by name.

What describes CPython's stack machine alone (inline cache sizes, the effect on its stack) has no content here.
"""

__all__ = [
    "cmp_op", "stack_effect", "hascompare", "opname", "opmap", "HAVE_ARGUMENT", "EXTENDED_ARG", "hasarg", "hasconst",
    "hasname", "hasjump", "hasjrel", "hasjabs", "hasfree", "haslocal", "hasexc",
]

import _opcode
from _opcode import stack_effect

cmp_op = ("<", "<=", "==", "!=", ">", ">=")

opname = ["<%d>" % number for number in range(256)]
opmap = {}
for _number, _name in enumerate(_opcode.instruction_names()):
    opname[_number] = _name
    opmap[_name] = _number


def _opcodes(test):
    return [number for number in opmap.values() if test(number)]


hasarg = _opcodes(_opcode.has_arg)
hasconst = _opcodes(_opcode.has_const)
hasname = _opcodes(_opcode.has_name)
hasjump = hasjrel = _opcodes(_opcode.has_jump)
hasjabs = []
hasfree = _opcodes(_opcode.has_free)
haslocal = _opcodes(_opcode.has_local)
hasexc = _opcodes(_opcode.has_exc)
hascompare = [number for name, number in opmap.items() if "EQUAL" in name or "LESS" in name or "GREATER" in name]

# What this does in CPython's code is nothing here: free variables are reached through the closure.
opmap["COPY_FREE_VARS"] = opmap["NOP"]

EXTENDED_ARG = opmap["EXTEND"]
HAVE_ARGUMENT = 1
