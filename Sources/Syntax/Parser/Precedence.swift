/// How tightly binary operators bind, loosest first: the levels of the grammar between `disjunction` and
/// `term`. What stands above `term` (`factor`, `power`, `await_primary`, `primary`) is prefix or postfix.
enum Precedence: UInt8, Comparable {
  case none, disjunction, conjunction, inversion, comparison
  case bitwiseOr, bitwiseXor, bitwiseAnd, shift, sum, term

  @inline(__always)
  static func < (left: Precedence, right: Precedence) -> Bool { left.rawValue < right.rawValue }
}

extension TokenKind {
  /// The level of the operator that this token begins where an operator may stand; `none` if it is none.
  @inline(__always)
  var precedence: Precedence { binaryOperators[self].precedence }

  /// The operator, of levels above `comparison`.
  @inline(__always)
  var binaryOperator: BinaryOperator { binaryOperators[self].operation }

  /// The operator, of level `comparison`, save those of two tokens.
  var comparisonOperator: ComparisonOperator? {
    switch self {
    case .equalEqual: .eq
    case .notEqual: .notEq
    case .less: .lt
    case .lessEqual: .ltE
    case .greater: .gt
    case .greaterEqual: .gtE
    case .in: .in
    default: nil
    }
  }
}

/// What every token is as a binary operator, found by one load.
private struct BinaryOperatorTable: Sendable {
  struct Entry: BitwiseCopyable {
    var precedence: Precedence
    var operation: BinaryOperator
  }

  private nonisolated(unsafe) let entries: UnsafePointer<Entry>

  init() {
    let entries = UnsafeMutablePointer<Entry>.allocate(capacity: TokenKind.allCases.count)
    entries.initialize(repeating: Entry(precedence: .none, operation: .add), count: TokenKind.allCases.count)
    func level(_ precedence: Precedence, _ operators: (TokenKind, BinaryOperator)...) {
      for (kind, operation) in operators {
        entries[Int(kind.rawValue)] = Entry(precedence: precedence, operation: operation)
      }
    }
    level(.disjunction, (.or, .add))
    level(.conjunction, (.and, .add))
    for kind: TokenKind in [.equalEqual, .notEqual, .less, .lessEqual, .greater, .greaterEqual, .in, .is, .not] {
      level(.comparison, (kind, .add))
    }
    level(.bitwiseOr, (.pipe, .bitOr))
    level(.bitwiseXor, (.caret, .bitXor))
    level(.bitwiseAnd, (.ampersand, .bitAnd))
    level(.shift, (.leftShift, .lshift), (.rightShift, .rshift))
    level(.sum, (.plus, .add), (.minus, .sub))
    level(.term, (.star, .mult), (.slash, .div), (.doubleSlash, .floorDiv), (.percent, .mod), (.at, .matMult))
    self.entries = UnsafePointer(entries)
  }

  @inline(__always)
  subscript(kind: TokenKind) -> Entry { entries[Int(kind.rawValue)] }
}

private let binaryOperators = BinaryOperatorTable()
