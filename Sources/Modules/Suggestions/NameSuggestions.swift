import CRuntime
import Runtime

/// The module `_suggestions`: the names that a wrong one may have been meant for, as messages of exceptions choose them.
enum NameSuggestions {
  static let module = ModuleDeclaration(
    "_suggestions", "The names that wrong ones may have been meant for.",
    functions: [
      .two("_generate_suggestions", "(candidates, item, /) self", .function) { c, candidates, item in
        bridge(c) { () throws(Raised) in
          let wrong = try c.textArgument(item, "_generate_suggestions() argument 2")
          guard let names = List(ifHas: candidates) else { throw c.raise(.typeError, "candidates must be a list") }
          for index in 0..<names.count where Text(ifHas: names.element(index)) == nil {
            throw c.raise(.typeError, "all elements in 'candidates' must be strings")
          }
          return try c.suggestion(for: wrong, among: names).map { (name) throws(Raised) in try Text.make(c, name).value } ?? .none
        }
      }
    ])
}
