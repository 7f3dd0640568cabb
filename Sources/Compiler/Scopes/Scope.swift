import Syntax

/// A region of source with names of its own: what becomes a code object, and comprehensions.
public struct Scope: BitwiseCopyable {
  public let kind: ScopeKind
  /// What a scope of kind `function` is when it comes from a comprehension.
  public let comprehension: ComprehensionKind
  public internal(set) var flags: ScopeFlags = []
  public let name: Name
  /// The class by whose name this scope's private names (`__x`) are mangled; "absent" outside classes.
  public internal(set) var privateClass = Name(word: 0)
  /// The node that the scope stands at, as an offset in the tree; 0 for the module.
  let node: UInt32
  /// What a scope of kind `typeVariable` is to its type parameter.
  var part = TypeVariablePart.bound

  /// The scope around this one; "absent" for the module.
  public let parent: ScopeIndex
  var firstChild = ScopeIndex.absent, lastChild = ScopeIndex.absent, nextSibling = ScopeIndex.absent
  var firstSymbol = SymbolIndex(word: 0), lastSymbol = SymbolIndex(word: 0)

  /// The scope of this one's variable annotations, once it has one; "absent" otherwise.
  public internal(set) var annotations = ScopeIndex.absent
  /// The type-parameter scope of a generic class whose header this scope is part of; there, only the type
  /// parameters' own private names are mangled.
  var manglingHeader = ScopeIndex.absent
  /// How many outermost iterables of comprehensions the code being read is within, over all enclosing
  /// scopes: assignment expressions are disallowed in those.
  var iterableDepth: Int32 = 0
}

/// Refers to a scope of a `SymbolTable`; 0 is "absent".
public struct ScopeIndex: TreeWord, Hashable, Sendable {
  public let word: UInt32
  @inlinable @inline(__always) public init(word: UInt32) { self.word = word }

  /// The outermost scope, in all modes of compilation.
  public static var module: ScopeIndex { ScopeIndex(word: 1) }
  @usableFromInline static var absent: ScopeIndex { ScopeIndex(word: 0) }
  /// Whether this refers to no scope.
  @inlinable @inline(__always) public var isAbsent: Bool { word == 0 }
}

public enum ScopeKind: UInt8, BitwiseCopyable, Sendable {
  case module, function, `class`
  /// The annotations of a function, class or module, evaluated when asked for (PEP 649).
  case annotation
  /// The value of a `type` statement.
  case typeAlias
  /// The type parameters of a function, class or type alias, around the definition itself.
  case typeParameters
  /// A type parameter's bound, constraints or default.
  case typeVariable

  /// Whether scopes inside this one see its names.
  public var isFunctionLike: Bool { self != .module && self != .class }
}

public enum ComprehensionKind: UInt8, BitwiseCopyable, Sendable {
  case none, list, dict, set, generator
}

public struct ScopeFlags: OptionSet, BitwiseCopyable, Sendable {
  public let rawValue: UInt32
  @inlinable @inline(__always) public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// A function is around it.
  public static var nested: Self { Self(rawValue: 1 << 0) }
  /// Has `yield`.
  public static var generator: Self { Self(rawValue: 1 << 1) }
  /// Is `async`, or a comprehension that awaits.
  public static var coroutine: Self { Self(rawValue: 1 << 2) }
  /// Has `*args`.
  public static var varArguments: Self { Self(rawValue: 1 << 3) }
  /// Has `**kwargs`.
  public static var varKeywords: Self { Self(rawValue: 1 << 4) }
  /// Has `return` with a value.
  public static var returnsValue: Self { Self(rawValue: 1 << 5) }
  /// A function directly in a class.
  public static var method: Self { Self(rawValue: 1 << 6) }
  /// A class with a cell for `__class__`, which scopes inside it use.
  public static var needsClassCell: Self { Self(rawValue: 1 << 7) }
  /// A class with a cell for `__classdict__`, which annotation scopes inside it use.
  public static var needsClassDictCell: Self { Self(rawValue: 1 << 8) }
  /// A module or class that records which of its annotated assignments ran.
  public static var conditionalAnnotations: Self { Self(rawValue: 1 << 9) }
  /// Has annotations: variables of a module, class or function; for a function's annotation scope, parameters
  /// or result.
  public static var annotated: Self { Self(rawValue: 1 << 10) }
  /// A comprehension that runs as part of the scope around it (PEP 709).
  public static var inlined: Self { Self(rawValue: 1 << 11) }
  /// An annotation scope directly in a class, whose names it sees.
  public static var seesClassScope: Self { Self(rawValue: 1 << 12) }

  /// Assigns to variables in expressions (`:=`).
  public static var assignsInExpressions: Self { Self(rawValue: 1 << 13) }

  // How far the reading of the scope has come.

  /// At the target of a comprehension's `for`.
  static var inIterationTarget: Self { Self(rawValue: 1 << 24) }
  /// In a statement that might not run.
  static var inConditionalBlock: Self { Self(rawValue: 1 << 25) }
  /// In an annotation that never runs.
  static var inUnevaluatedAnnotation: Self { Self(rawValue: 1 << 26) }
}

/// What the expression in a scope of kind `typeVariable` is to its type parameter.
enum TypeVariablePart: UInt8, BitwiseCopyable {
  case bound, constraint, typeVarDefault, paramSpecDefault, typeVarTupleDefault

  var description: StaticString {
    switch self {
    case .bound: "a TypeVar bound"
    case .constraint: "a TypeVar constraint"
    case .typeVarDefault: "a TypeVar default"
    case .paramSpecDefault: "a ParamSpec default"
    case .typeVarTupleDefault: "a TypeVarTuple default"
    }
  }
}
