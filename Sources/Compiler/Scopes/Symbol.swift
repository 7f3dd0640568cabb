import Syntax

/// What a scope knows about a name: how the scope's own code defines and uses it, and which variable that
/// makes it.
public struct Symbol: BitwiseCopyable {
  /// The name, mangled where Python mangles it.
  public let name: Name
  public internal(set) var flags: SymbolFlags
  public internal(set) var binding: Binding
  /// The scope's next symbol, in order of first mention.
  var next: SymbolIndex
}

/// Refers to a symbol of a `SymbolTable`; 0 is "absent".
public struct SymbolIndex: TreeWord, Hashable, Sendable {
  public let word: UInt32
  @inlinable @inline(__always) public init(word: UInt32) { self.word = word }
}

/// Ways in which the code of one scope mentions a name. The values are those that `_symtable` exposes.
public struct SymbolFlags: OptionSet, BitwiseCopyable, Sendable {
  public let rawValue: UInt16
  @inlinable @inline(__always) public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// Declared by `global`, or assigned by `:=` of a comprehension at module level.
  public static var global: Self { Self(rawValue: 1) }
  /// Assigned, deleted, or defined by `def` and `class`.
  public static var local: Self { Self(rawValue: 2) }
  public static var parameter: Self { Self(rawValue: 4) }
  /// Declared by `nonlocal`, or assigned by `:=` of a comprehension within a function.
  public static var nonlocal: Self { Self(rawValue: 8) }
  public static var used: Self { Self(rawValue: 16) }
  /// A class's name that a scope inside it also sees as an enclosing function's.
  public static var freeInClass: Self { Self(rawValue: 64) }
  public static var imported: Self { Self(rawValue: 128) }
  public static var annotated: Self { Self(rawValue: 256) }
  public static var comprehensionIterator: Self { Self(rawValue: 512) }
  public static var typeParameter: Self { Self(rawValue: 1024) }
  /// A cell within an inlined comprehension, whose enclosing scope might hold it otherwise.
  public static var comprehensionCell: Self { Self(rawValue: 2048) }

  /// Whatever binds a name in its scope.
  public static var bound: Self { [.local, .parameter, .imported, .typeParameter] }
  /// Whatever stores to a name.
  static var written: Self { [.local, .parameter, .imported] }
}

/// Which variable a name is. The values are those that `_symtable` exposes.
public enum Binding: UInt8, BitwiseCopyable, Sendable {
  /// Not resolved: the scope's code never runs (annotations under `from __future__ import annotations`).
  case unresolved
  /// The scope's own: a register of a function, an entry of a class's or module's namespace.
  case local
  /// A module variable by declaration.
  case globalExplicit
  /// A module variable, or a built-in, for want of any other.
  case globalImplicit
  /// An enclosing function's cell.
  case free
  /// The scope's own, shared with scopes inside it.
  case cell
}
