// How tokens are written in the grammar, and in the messages that miss them.

extension TokenKind {
  /// The kind of operators and keywords with that spelling.
  init(spelling: UnsafeBufferPointer<UInt8>) {
    self = .unknown
    for kind in Self.allCases where isEqual(kind.spelling, spelling) { self = kind }
  }

  /// The kind that the grammar names in capitals.
  init(grammarName: UnsafeBufferPointer<UInt8>) {
    self = .unknown
    for (name, kind) in Self.grammarNames where isEqual(name, grammarName) { self = kind }
  }

  private static let grammarNames: [(StaticString, TokenKind)] = [
    ("NAME", .name), ("NUMBER", .number), ("STRING", .string), ("NEWLINE", .newline), ("INDENT", .indent),
    ("DEDENT", .dedent), ("ENDMARKER", .endOfFile), ("TYPE_COMMENT", .typeComment),
    ("FSTRING_START", .fstringStart), ("FSTRING_MIDDLE", .fstringMiddle), ("FSTRING_END", .fstringEnd),
    ("TSTRING_START", .tstringStart), ("TSTRING_MIDDLE", .tstringMiddle), ("TSTRING_END", .tstringEnd),
  ]

  /// Empty for kinds with many spellings.
  var spelling: StaticString {
    switch self {
    case .endOfFile, .newline, .indent, .dedent, .name, .number, .string, .fstringStart, .fstringMiddle,
      .fstringEnd, .tstringStart, .tstringMiddle, .tstringEnd, .typeComment, .comment, .blankNewline, .unknown:
      ""
    case .false: "False"
    case .none: "None"
    case .true: "True"
    case .and: "and"
    case .as: "as"
    case .assert: "assert"
    case .async: "async"
    case .await: "await"
    case .break: "break"
    case .class: "class"
    case .continue: "continue"
    case .def: "def"
    case .del: "del"
    case .elif: "elif"
    case .else: "else"
    case .except: "except"
    case .finally: "finally"
    case .for: "for"
    case .from: "from"
    case .global: "global"
    case .if: "if"
    case .import: "import"
    case .in: "in"
    case .is: "is"
    case .lambda: "lambda"
    case .nonlocal: "nonlocal"
    case .not: "not"
    case .or: "or"
    case .pass: "pass"
    case .raise: "raise"
    case .return: "return"
    case .try: "try"
    case .while: "while"
    case .with: "with"
    case .yield: "yield"
    case .leftParenthesis: "("
    case .rightParenthesis: ")"
    case .leftBracket: "["
    case .rightBracket: "]"
    case .leftBrace: "{"
    case .rightBrace: "}"
    case .colon: ":"
    case .comma: ","
    case .semicolon: ";"
    case .dot: "."
    case .ellipsis: "..."
    case .at: "@"
    case .arrow: "->"
    case .colonEqual: ":="
    case .exclamation: "!"
    case .plus: "+"
    case .minus: "-"
    case .star: "*"
    case .slash: "/"
    case .doubleSlash: "//"
    case .percent: "%"
    case .doubleStar: "**"
    case .pipe: "|"
    case .ampersand: "&"
    case .caret: "^"
    case .tilde: "~"
    case .leftShift: "<<"
    case .rightShift: ">>"
    case .less: "<"
    case .greater: ">"
    case .equalEqual: "=="
    case .notEqual: "!="
    case .lessEqual: "<="
    case .greaterEqual: ">="
    case .equal: "="
    case .plusEqual: "+="
    case .minusEqual: "-="
    case .starEqual: "*="
    case .slashEqual: "/="
    case .doubleSlashEqual: "//="
    case .percentEqual: "%="
    case .doubleStarEqual: "**="
    case .atEqual: "@="
    case .pipeEqual: "|="
    case .ampersandEqual: "&="
    case .caretEqual: "^="
    case .leftShiftEqual: "<<="
    case .rightShiftEqual: ">>="
    }
  }
}
