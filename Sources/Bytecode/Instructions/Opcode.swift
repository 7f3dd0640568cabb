// Generated from Tools/generate/instructions.table by Tools/generate/instructions.py; edit those.

/// What an instruction does.
public enum Opcode: UInt8, BitwiseCopyable, CaseIterable, Sendable {
  // MARK: Moving

  /// Does nothing: keeps a line for tracing.
  case nop
  /// The upper halves of the operands of the next instruction, which needs more than 16 bits.
  case extend
  case move
  case loadConstant
  /// The namespace of a module's or class's body.
  case loadLocals

  // MARK: Locals

  /// Raises UnboundLocalError where the variable is unbound. The compiler places it where that may be.
  case checkBound
  /// Makes a variable unbound, whether or not it was.
  case unbind
  /// Saves a variable that an inlined comprehension hides, and restores it, bound or not.
  case moveUnbound
  /// A fresh, unbound cell.
  case newCell
  /// Puts a parameter's value into a fresh cell in its place.
  case makeCell
  /// Like `moveUnbound`, for the cell of a variable.
  case moveCell
  /// The cell itself, which a class body hands to `type.__new__` to fill in.
  case loadCellObject
  case loadCell
  case storeCell
  case deleteCell
  case loadFree
  case storeFree
  case deleteFree
  /// A name in a class body or annotation scope: the mapping's entry, else the cell's content.
  case loadMappingOrCell
  case loadMappingOrFree
  case loadMappingOrGlobal

  // MARK: Names

  /// Looks in the local namespace, the globals, the built-ins.
  case loadName
  case storeName
  case deleteName
  case loadGlobal
  case storeGlobal
  case deleteGlobal

  // MARK: Attributes and items

  case loadAttribute
  case storeAttribute
  case deleteAttribute
  /// Looks an attribute up to call it: a function and the object that it takes as `self`, or any callable and *empty*.
  case loadMethod
  /// `super(class, self).key` of `super`, class and object in three registers; `super` is called where it is not the
  /// built-in.
  case loadSuperAttribute
  case loadSuperMethod
  case loadItem
  case storeItem
  case deleteItem
  /// `container[lower:upper]` or `container[lower:upper:step]`.
  case loadSlice
  case storeSlice
  /// A slice object of two or three parts.
  case buildSlice

  // MARK: Arithmetic

  /// `left + right`; where `inPlace`, the `__iadd__` of `left` is tried first. The same for those that follow.
  case add
  case subtract
  case multiply
  case matrixMultiply
  case divide
  case floorDivide
  case modulo
  case power
  case leftShift
  case rightShift
  case bitAnd
  case bitOr
  case bitXor
  case negative
  case positive
  case invert
  case not

  // MARK: Comparison

  case equal
  case notEqual
  case less
  case lessEqual
  case greater
  case greaterEqual
  /// `item in container`.
  case contains
  /// `left is right`.
  case same

  // MARK: Jumps

  /// Forwards only.
  case jump
  /// Back to a loop's header.
  case loop
  case jumpIfTrue
  case jumpIfFalse
  case jumpIfNone
  case jumpIfNotNone
  /// Jumps where the truth of `left == right` is not `negated`. The same for those that follow.
  case jumpIfEqual
  case jumpIfNotEqual
  case jumpIfLess
  case jumpIfLessEqual
  case jumpIfGreater
  case jumpIfGreaterEqual
  case jumpIfContains
  case jumpIfSame

  // MARK: Iteration

  case getIterator
  /// The bottom of a `for` loop: takes the next item and jumps back to the loop's body, or falls through when
  /// there is none. `item` is written only where it jumps.
  case forNext
  case unpackSequence
  /// `a, *b, c = iterable`. `counts` is how many targets stand before the starred one (lower 8 bits) and after it.
  case unpackStarred

  // MARK: Displays

  case buildTuple
  case buildList
  case buildSet
  /// A dict of `count` pairs, key and value in turn.
  case buildMap
  case buildString
  case listAppend
  case listExtend
  case listToTuple
  case setAdd
  case setUpdate
  case mapStore
  /// `{**other}`.
  case mapUpdate
  /// `callable(**map, **other)`: a key that is in both is a TypeError.
  case mapMerge
  /// A replacement field of an f-string. The constant None as specification says that there is none.
  case formatValue
  /// Value, expression text and format specification of a t-string's field.
  case buildInterpolation
  /// The tuple of strings and the tuple of interpolations.
  case buildTemplate

  // MARK: Calls

  /// The callable, then its arguments. `c` is left for the call site's cache.
  case call
  /// What `loadMethod` gave, then the arguments.
  case callMethod
  /// The last arguments are passed by the names in a constant tuple.
  case callKeywords
  case callMethodKeywords
  /// The callable, an iterable of positional arguments and, where so marked, a mapping of keyword arguments.
  case callExpanded
  case `return`

  // MARK: Functions and classes

  /// A function of a nested code object; its `captures` say which cells it closes over.
  case makeFunction
  case setFunctionAttribute
  case loadBuildClass
  /// A TypeVar, ParamSpec or TypeVarTuple; `bound` is the function that evaluates a TypeVar's bound or constraints,
  /// or None.
  case makeTypeParameter
  case setTypeParameterDefault
  /// Name, tuple of type parameters (or None) and the function that evaluates the value.
  case makeTypeAlias
  /// `Generic[parameters]`: the last base of a generic class.
  case subscriptGeneric
  /// Makes sure that the local namespace holds `__annotations__`.
  case setupAnnotations

  // MARK: Exceptions

  /// `raise`, `raise exception`, `raise exception from cause`, by `count`.
  case raise
  /// Raises again without a new entry in the traceback.
  case reraise
  /// The first instruction of a handler: the exception handled before, and the one that is handled now.
  case enterHandler
  /// Makes the exception handled before the current one again.
  case leaveHandler
  /// An `except` clause's test.
  case jumpUnlessCaught
  /// `except*`: the part of a group that matches (or None) and the rest (or None). A part that matches becomes the exception
  /// that is handled. An `exception` of None has neither.
  case splitGroup
  /// What an `except*` statement raises in the end: the exception it began with, and the list of what its clauses
  /// raised and left; or None.
  case joinGroups
  /// A built-in that code refers to whatever the built-ins' namespace says; of a function perhaps what is none.
  case loadCommonBuiltin

  // MARK: Context managers

  /// `__enter__` and its kind, looked up on the type, ready for `callMethod`.
  case loadSpecial
  /// Calls an `__exit__` that `loadSpecial` gave, with the three arguments that an exception (or None) makes.
  case callExit

  // MARK: Generators and coroutines

  /// Turns the frame into a generator, coroutine or async generator, and returns it. Execution goes on at `next`.
  case startGenerator
  case `yield`
  case getYieldFromIterator
  case getAwaitable
  /// Sends `value` to the iterator. What it yields is yielded, and the instruction repeats with what is sent next;
  /// when it
  /// returns, `value` is the result. `throw` and `close` go to the iterator while execution stands here.
  case delegate
  case getAsyncIterator
  /// The awaitable of the next item.
  case getAsyncNext
  /// In a handler: leaves it and jumps when the exception is StopAsyncIteration, else raises it again.
  case endAsyncFor

  // MARK: Import

  /// `request` is a tuple of the level and the names to import (or None).
  case importName
  case importFrom
  case importStar

  // MARK: Patterns

  case jumpUnlessSequence
  case jumpUnlessMapping
  case length
  /// The tuple of values for a tuple of keys, or None.
  case matchKeys
  /// Subject and class; the constant is a tuple of the count of positional patterns and the keyword names.
  /// The tuple of attributes, or None.
  case matchClass
  /// `{…, **rest}`: a dict of the subject without the keys.
  case copyMappingRest

  // MARK: Interaction

  /// An expression statement at the prompt: `sys.displayhook(value)`.
  case displayResult

  // MARK: Specialised

  /// `loadGlobal` of a variable that the globals hold: the site has its cell.
  case loadGlobalCell
  /// `loadGlobal` of a built-in: the site has the cell of the globals, which is empty, and the one of the built-ins.
  case loadBuiltinCell
  /// `loadName` in a module's body, whose local namespace is its globals.
  case loadNameCell
  /// `storeName` in a module's body, and `storeGlobal`.
  case storeNameCell
  /// `loadAttribute` of objects that hold the attribute in themselves.
  case loadAttributeSlot
  /// `loadAttribute` of anything that a record describes.
  case loadAttributeCached
  /// `loadAttribute` where too many kinds of objects come by.
  case loadAttributeAny
  case storeAttributeCached
  case storeAttributeAny
  /// `loadMethod` of a function of the object's class.
  case loadMethodCached
  /// `loadMethod` of anything else that a record describes: a module's or a class's attribute.
  case loadMethodBound
  case loadMethodAny
  /// `loadSuperMethod` of what a record describes.
  case loadSuperMethodCached
  case loadSuperMethodAny
  /// `call` of a class whose instances are plain and whose `__init__` is a Python function.
  case callClass
  /// Stands before the first instruction of code that was compiled: goes on in its machine code.
  case enterCompiled
}
