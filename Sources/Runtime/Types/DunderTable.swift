import CRuntime

// Which special method stands for which slot. A class that defines `__add__` gets a slot function that calls it; a
// built-in that fills `.add` shows it as `__add__`. Both derive from these rows.

/// A special method's name, its slot, and the slot function of classes that define the method in Python.
struct DunderRow: @unchecked Sendable {
  let name: WellKnown
  let slot: Slot
  /// What the slot holds when a Python function is behind it.
  let trampoline: UInt

  private static func unary(_ name: WellKnown, _ slot: Slot, _ function: UnaryFunction) -> DunderRow {
    DunderRow(name: name, slot: slot, trampoline: unsafeBitCast(function, to: UInt.self))
  }
  private static func binary(_ name: WellKnown, _ slot: Slot, _ function: BinaryFunction) -> DunderRow {
    DunderRow(name: name, slot: slot, trampoline: unsafeBitCast(function, to: UInt.self))
  }
  private static func ternary(_ name: WellKnown, _ slot: Slot, _ function: TernaryFunction) -> DunderRow {
    DunderRow(name: name, slot: slot, trampoline: unsafeBitCast(function, to: UInt.self))
  }
  private static func window(_ name: WellKnown, _ slot: Slot, _ function: WindowFunction) -> DunderRow {
    DunderRow(name: name, slot: slot, trampoline: unsafeBitCast(function, to: UInt.self))
  }

  /// In the order in which a built-in class's dict lists them. Where two methods share a slot, an *empty* last value
  /// stands for the one that deletes.
  static let all: [DunderRow] = [
    .window(.__new__, .new) { c, s, arguments, count, names in callNew(c, s, arguments, count, names) },
    .unary(.__repr__, .repr) { c, s in callSpecial(c, .__repr__, s) },
    .unary(.__hash__, .hash) { c, s in callHash(c, s) },
    .window(.__call__, .call) { c, s, arguments, count, names in
      callSpecialWindow(c, .__call__, s, arguments, count, names)
    },
    .unary(.__str__, .str) { c, s in callSpecial(c, .__str__, s) },
    .binary(.__getattribute__, .getAttribute) { c, s, name in callGetAttribute(c, s, name) },
    .ternary(.__setattr__, .setAttribute) { c, s, name, v in callSetter(c, .__setattr__, .__delattr__, s, name, v) },
    .ternary(.__delattr__, .setAttribute) { c, s, name, v in callSetter(c, .__setattr__, .__delattr__, s, name, v) },
    .binary(.__lt__, .less) { c, s, o in callSpecial(c, .__lt__, s, o) },
    .binary(.__le__, .lessEqual) { c, s, o in callSpecial(c, .__le__, s, o) },
    .binary(.__eq__, .equal) { c, s, o in callSpecial(c, .__eq__, s, o) },
    .binary(.__ne__, .notEqual) { c, s, o in callSpecial(c, .__ne__, s, o) },
    .binary(.__gt__, .greater) { c, s, o in callSpecial(c, .__gt__, s, o) },
    .binary(.__ge__, .greaterEqual) { c, s, o in callSpecial(c, .__ge__, s, o) },
    .unary(.__iter__, .iterate) { c, s in callIterate(c, s) },
    .unary(.__next__, .next) { c, s in callNext(c, s) },
    .ternary(.__get__, .getDescriptor) { c, s, object, owner in callGetDescriptor(c, s, object, owner) },
    .ternary(.__set__, .setDescriptor) { c, s, object, v in callSetter(c, .__set__, .__delete__, s, object, v) },
    .ternary(.__delete__, .setDescriptor) { c, s, object, v in callSetter(c, .__set__, .__delete__, s, object, v) },
    .window(.__init__, .initialize) { c, s, arguments, count, names in
      callSpecialWindow(c, .__init__, s, arguments, count, names)
    },
    .unary(.__del__, .delete) { c, s in callSpecial(c, .__del__, s) },

    .unary(.__await__, .await) { c, s in callSpecial(c, .__await__, s) },
    .unary(.__aiter__, .asyncIterate) { c, s in callSpecial(c, .__aiter__, s) },
    .unary(.__anext__, .asyncNext) { c, s in callSpecial(c, .__anext__, s) },

    .binary(.__add__, .add) { c, s, o in callSpecial(c, .__add__, s, o) },
    .binary(.__radd__, .reflectedAdd) { c, s, o in callSpecial(c, .__radd__, s, o) },
    .binary(.__sub__, .subtract) { c, s, o in callSpecial(c, .__sub__, s, o) },
    .binary(.__rsub__, .reflectedSubtract) { c, s, o in callSpecial(c, .__rsub__, s, o) },
    .binary(.__mul__, .multiply) { c, s, o in callSpecial(c, .__mul__, s, o) },
    .binary(.__rmul__, .reflectedMultiply) { c, s, o in callSpecial(c, .__rmul__, s, o) },
    .binary(.__mod__, .modulo) { c, s, o in callSpecial(c, .__mod__, s, o) },
    .binary(.__rmod__, .reflectedModulo) { c, s, o in callSpecial(c, .__rmod__, s, o) },
    .binary(.__pow__, .power) { c, s, o in callSpecial(c, .__pow__, s, o) },
    .binary(.__rpow__, .reflectedPower) { c, s, o in callSpecial(c, .__rpow__, s, o) },
    .unary(.__neg__, .negative) { c, s in callSpecial(c, .__neg__, s) },
    .unary(.__pos__, .positive) { c, s in callSpecial(c, .__pos__, s) },
    .unary(.__abs__, .absolute) { c, s in callSpecial(c, .__abs__, s) },
    .unary(.__bool__, .bool) { c, s in callBool(c, s) },
    .unary(.__invert__, .invert) { c, s in callSpecial(c, .__invert__, s) },
    .binary(.__lshift__, .leftShift) { c, s, o in callSpecial(c, .__lshift__, s, o) },
    .binary(.__rlshift__, .reflectedLeftShift) { c, s, o in callSpecial(c, .__rlshift__, s, o) },
    .binary(.__rshift__, .rightShift) { c, s, o in callSpecial(c, .__rshift__, s, o) },
    .binary(.__rrshift__, .reflectedRightShift) { c, s, o in callSpecial(c, .__rrshift__, s, o) },
    .binary(.__and__, .bitAnd) { c, s, o in callSpecial(c, .__and__, s, o) },
    .binary(.__rand__, .reflectedBitAnd) { c, s, o in callSpecial(c, .__rand__, s, o) },
    .binary(.__xor__, .bitXor) { c, s, o in callSpecial(c, .__xor__, s, o) },
    .binary(.__rxor__, .reflectedBitXor) { c, s, o in callSpecial(c, .__rxor__, s, o) },
    .binary(.__or__, .bitOr) { c, s, o in callSpecial(c, .__or__, s, o) },
    .binary(.__ror__, .reflectedBitOr) { c, s, o in callSpecial(c, .__ror__, s, o) },
    .unary(.__int__, .int) { c, s in callSpecial(c, .__int__, s) },
    .unary(.__float__, .float) { c, s in callSpecial(c, .__float__, s) },

    .binary(.__iadd__, .inPlaceAdd) { c, s, o in callSpecial(c, .__iadd__, s, o) },
    .binary(.__isub__, .inPlaceSubtract) { c, s, o in callSpecial(c, .__isub__, s, o) },
    .binary(.__imul__, .inPlaceMultiply) { c, s, o in callSpecial(c, .__imul__, s, o) },
    .binary(.__imod__, .inPlaceModulo) { c, s, o in callSpecial(c, .__imod__, s, o) },
    .binary(.__ipow__, .inPlacePower) { c, s, o in callSpecial(c, .__ipow__, s, o) },
    .binary(.__ilshift__, .inPlaceLeftShift) { c, s, o in callSpecial(c, .__ilshift__, s, o) },
    .binary(.__irshift__, .inPlaceRightShift) { c, s, o in callSpecial(c, .__irshift__, s, o) },
    .binary(.__iand__, .inPlaceBitAnd) { c, s, o in callSpecial(c, .__iand__, s, o) },
    .binary(.__ixor__, .inPlaceBitXor) { c, s, o in callSpecial(c, .__ixor__, s, o) },
    .binary(.__ior__, .inPlaceBitOr) { c, s, o in callSpecial(c, .__ior__, s, o) },

    .binary(.__floordiv__, .floorDivide) { c, s, o in callSpecial(c, .__floordiv__, s, o) },
    .binary(.__rfloordiv__, .reflectedFloorDivide) { c, s, o in callSpecial(c, .__rfloordiv__, s, o) },
    .binary(.__truediv__, .divide) { c, s, o in callSpecial(c, .__truediv__, s, o) },
    .binary(.__rtruediv__, .reflectedDivide) { c, s, o in callSpecial(c, .__rtruediv__, s, o) },
    .binary(.__ifloordiv__, .inPlaceFloorDivide) { c, s, o in callSpecial(c, .__ifloordiv__, s, o) },
    .binary(.__itruediv__, .inPlaceDivide) { c, s, o in callSpecial(c, .__itruediv__, s, o) },
    .unary(.__index__, .index) { c, s in callSpecial(c, .__index__, s) },
    .binary(.__matmul__, .matrixMultiply) { c, s, o in callSpecial(c, .__matmul__, s, o) },
    .binary(.__rmatmul__, .reflectedMatrixMultiply) { c, s, o in callSpecial(c, .__rmatmul__, s, o) },
    .binary(.__imatmul__, .inPlaceMatrixMultiply) { c, s, o in callSpecial(c, .__imatmul__, s, o) },

    .unary(.__len__, .length) { c, s in callLength(c, s) },
    .binary(.__getitem__, .getItem) { c, s, key in callSpecial(c, .__getitem__, s, key) },
    .ternary(.__setitem__, .setItem) { c, s, key, v in callSetter(c, .__setitem__, .__delitem__, s, key, v) },
    .ternary(.__delitem__, .setItem) { c, s, key, v in callSetter(c, .__setitem__, .__delitem__, s, key, v) },
    .binary(.__contains__, .contains) { c, s, item in callContains(c, s, item) },
  ]
}
