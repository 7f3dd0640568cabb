import Syntax

/// A type parameter of a generic class, with a private name; `header` is the class's type-parameter scope.
struct PrivateTypeParameter: BitwiseCopyable, Equatable {
  var header: ScopeIndex
  var name: Name
}

extension SymbolTable {
  /// Whether classes mangle a name: `__x`, but neither `__x__` nor a dotted one.
  static func isPrivate(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    let underscore = UInt8(ascii: "_")
    guard name.count > 2, name[0] == underscore, name[1] == underscore else { return false }
    if name[name.count - 1] == underscore && name[name.count - 2] == underscore { return false }
    return !name.contains(UInt8(ascii: "."))
  }

  /// A name as code in a scope means it: `__x` in class `_C` is `_C__x`. Leading underscores of the class's
  /// name are dropped; a class named by underscores only mangles nothing.
  public mutating func mangle(_ name: Name, in scope: ScopeIndex) -> Name {
    let privateClass = self[scope].privateClass
    guard privateClass.index != 0, Self.isPrivate(self[name]) else { return name }
    let header = self[scope].manglingHeader
    guard header.isAbsent || hasPrivateTypeParameter(PrivateTypeParameter(header: header, name: name)) else {
      return name
    }
    let (className, suffix) = (self[privateClass], self[name])
    var skipped = 0
    while skipped < className.count && className[skipped] == UInt8(ascii: "_") { skipped += 1 }
    if skipped == className.count { return name }
    var mangled = Arena<UInt8>(capacity: 1 + className.count - skipped + suffix.count)
    mangled.append(UInt8(ascii: "_"))
    mangled.append(contentsOf: UnsafeBufferPointer(rebasing: className[skipped...]))
    mangled.append(contentsOf: suffix)
    return intern(UnsafeBufferPointer(start: mangled.base, count: mangled.count))
  }

  private func hasPrivateTypeParameter(_ parameter: PrivateTypeParameter) -> Bool {
    for index in 0..<privateTypeParameters.count where privateTypeParameters[index] == parameter { return true }
    return false
  }
}
