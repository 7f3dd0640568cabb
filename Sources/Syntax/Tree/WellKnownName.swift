/// Names that the compiler looks for or brings in itself. Every tree interns them first and in this order,
/// so that their indices are constants.
public enum WellKnownName: UInt32, CaseIterable, Sendable {
  // Scopes.
  case top = 1
  case lambda
  case listComprehension
  case setComprehension
  case dictComprehension
  case generatorExpression

  // What a scope defines or uses without its source saying so; a dot or digit keeps it apart from programs' names.
  case annotate
  case `class`
  case classDict
  case conditionalAnnotations
  case typeParameters
  case hiddenTypeParameters
  case hiddenGenericBase
  case hiddenDefaults
  case hiddenKeywordDefaults
  case hiddenFormat
  case hiddenIterator

  // What the source says and the compiler heeds.
  case debug
  case `super`
  case all
  case any
  case future
  case star

  public var text: StaticString {
    switch self {
    case .top: "top"
    case .lambda: "lambda"
    case .listComprehension: "listcomp"
    case .setComprehension: "setcomp"
    case .dictComprehension: "dictcomp"
    case .generatorExpression: "genexpr"
    case .annotate: "__annotate__"
    case .class: "__class__"
    case .classDict: "__classdict__"
    case .conditionalAnnotations: "__conditional_annotations__"
    case .typeParameters: "__type_params__"
    case .hiddenTypeParameters: ".type_params"
    case .hiddenGenericBase: ".generic_base"
    case .hiddenDefaults: ".defaults"
    case .hiddenKeywordDefaults: ".kwdefaults"
    case .hiddenFormat: ".format"
    case .hiddenIterator: ".0"
    case .debug: "__debug__"
    case .super: "super"
    case .all: "all"
    case .any: "any"
    case .future: "__future__"
    case .star: "*"
    }
  }
}

extension Name {
  @inlinable @inline(__always)
  public init(_ name: WellKnownName) { self.init(word: name.rawValue) }

  @inlinable @inline(__always)
  public static func == (name: Name, known: WellKnownName) -> Bool { name.index == known.rawValue }

  @inlinable @inline(__always)
  public static func != (name: Name, known: WellKnownName) -> Bool { name.index != known.rawValue }
}
