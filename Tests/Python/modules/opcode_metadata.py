"""What `_opcode` tells of opcodes by number, and `opcode` of their lists."""

import _opcode
import opcode


def attempt(function, *arguments, **keywords):
    try:
        print(function(*arguments, **keywords))
    except Exception as error:
        print(type(error).__name__, error)


kinds = {"has_arg": opcode.hasarg, "has_const": opcode.hasconst, "has_name": opcode.hasname, "has_jump": opcode.hasjump,
         "has_free": opcode.hasfree, "has_local": opcode.haslocal, "has_exc": opcode.hasexc}
for name, listed in kinds.items():
    test = getattr(_opcode, name)
    print(name, set(listed) == {n for n in opcode.opmap.values() if test(n)}, test(-1), test(100_000))
    attempt(test, "x")
    attempt(test, 1 << 40)
print(all(_opcode.is_valid(number) for number in opcode.opmap.values() if number < 256), _opcode.is_valid(-1))

attempt(_opcode.stack_effect, -1)
attempt(_opcode.stack_effect, opcode.opmap["NOP"])
attempt(_opcode.stack_effect, opcode.opmap["NOP"], jump=3)
attempt(_opcode.get_executor, attempt.__code__, 0)
print(_opcode.get_special_method_names(), _opcode.get_specialization_stats())
for described in (_opcode.get_nb_ops, _opcode.get_intrinsic1_descs, _opcode.get_intrinsic2_descs):
    print(type(described()))
print(any("GLOBAL" in opcode.opname[number] for number in opcode.hasname))
