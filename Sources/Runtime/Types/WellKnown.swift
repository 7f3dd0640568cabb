import CRuntime

/// The names that the runtime itself looks up, interned once for each interpreter.
///
/// A name's raw value is its text: asking for the text of a case without one would go through reflection.
public enum WellKnown: String, CaseIterable, Sendable {
  case __abs__, __abstractmethods__, __add__, __aenter__, __aexit__, __aiter__, __all__, __and__, __anext__, __annotate__
  case __annotate_func__, __annotations_cache__
  case __annotations__, __await__, __bases__, __bool__, __buffer__, __build_class__, __builtins__, __bytes__, __call__, __ceil__
  case __args__, __class__, __class_getitem__, __classcell__, __classdictcell__, __complex__, __contains__, __debug__, __del__, __delattr__
  case __delete__, __delitem__, __dict__, __dir__, __divmod__, __doc__, __enter__, __eq__, __exit__, __file__
  case __firstlineno__, __float__, __floor__, __floordiv__, __format__, __ge__, __get__, __getattr__
  case __getattribute__, __getitem__, __gt__, __hash__, __iadd__, __iand__, __ifloordiv__, __ilshift__, __imatmul__
  case __imod__, __import__, __imul__, __index__, __init__, __init_subclass__, __instancecheck__, __int__, __invert__
  case __isabstractmethod__
  case __ior__, __ipow__, __irshift__, __isub__, __iter__, __itruediv__, __ixor__, __le__, __len__, __length_hint__
  case __loader__, __lshift__, __lt__, __main__, __match_args__, __matmul__, __missing__, __mod__, __module__
  case __mro_entries__, __mul__, __name__, __ne__, __neg__, __new__, __next__, __notes__, __or__, __orig_bases__
  case __orig_class__, __origin__, __package__, __parameters__, __path__, __pos__, __pow__, __prepare__, __qualname__
  case __radd__, __rand__, __rdivmod__, __reduce__
  case __reduce_ex__, __repr__, __reversed__, __rfloordiv__, __rlshift__, __rmatmul__, __rmod__, __rmul__, __ror__
  case __round__, __rpow__, __rrshift__, __rshift__, __rsub__, __rtruediv__, __rxor__, __set__, __set_name__
  case __setattr__, __setitem__, __sizeof__, __slots__, __spec__, __static_attributes__, __str__, __sub__
  case __subclasscheck__, __subclasshook__, __truediv__, __trunc__, __type_params__, __weakref__, __xor__
  case _abc_impl, args, builtins, close, copy, displayhook, send, stderr, stdin, stdout, sys, `throw`, value, write

  /// Its place among the cases.
  @inline(__always)
  var index: Int { Int(unsafeBitCast(self, to: UInt8.self)) }
}
