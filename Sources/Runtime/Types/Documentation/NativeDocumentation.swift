// What `__doc__` says of built-in functions, methods and special methods: tables by name, looked through when a program
// asks. What is the same for `bytes` and `bytearray` as for `str` stands there once.

struct NativeDocumentation {
  typealias Row = (name: StaticString, text: StaticString)

  /// The text for a function of `builtins`, or a method by its class's name and its own; nil where there is none.
  static func text(owner: String, name: String) -> StaticString? {
    if owner.isEmpty { return find(name, in: functions) }
    if let own = find("\(owner).\(name)", in: numbers) ?? find("\(owner).\(name)", in: containers) { return own }
    if let own = find("\(owner).\(name)", in: strings) { return own }
    if owner == "bytes" || owner == "bytearray", let shared = find("str.\(name)", in: strings) { return shared }
    if owner == "frozenset", let shared = find("set.\(name)", in: containers) { return shared }
    return find(name, in: protocols) ?? find(name, in: slots)
  }

  /// The text for a special method that a slot stands behind.
  static func text(slot name: String) -> StaticString? { find(name, in: slots) }

  static func find(_ name: String, in rows: [Row]) -> StaticString? {
    rows.first { $0.name.description == name }?.text
  }
}
