import CRuntime
import Glibc
import Runtime

/// A path that a program gives: text, bytes, an object with `__fspath__` or, where the function takes one, the
/// descriptor of an open file.
struct PathArgument {
  /// As it was given, or what its `__fspath__` answered: what OSError shows.
  let value: Value
  /// With a zero behind it; nil for a descriptor.
  private let bytes: Bytes?
  /// The descriptor, or −1.
  let descriptor: Int32
  /// Whether it was given as bytes: then so are names that are answered.
  let isBytes: Bool

  var isDescriptor: Bool { bytes == nil }
  var count: Int { (bytes?.count ?? 1) - 1 }

  /// The path's bytes, as long as this value is on the stack.
  var string: UnsafePointer<CChar> {
    bytes.map { UnsafePointer($0.base.assumingMemoryBound(to: CChar.self)) } ?? UnsafePointer(bitPattern: 8).unsafelyUnwrapped
  }

  struct Forms: OptionSet {
    let rawValue: Int
    static let descriptor = Forms(rawValue: 1)
    /// None stands for the current directory.
    static let none = Forms(rawValue: 2)
  }

  /// `name` is the function's and the parameter's, as TypeErrors have them.
  init(
    _ context: Context, _ value: Value, _ function: StaticString, _ parameter: StaticString = "path",
    _ forms: Forms = []
  ) throws(Raised) {
    if value == .none, forms.contains(.none) {
      bytes = try context.terminated(Text.make(context, "." as StaticString).value)
      (self.value, descriptor, isBytes) = (value, -1, false)
      return
    }
    if Text(ifHas: value) == nil, Bytes(ifHas: value) == nil {
      let method = try context.specialMethod("__fspath__", of: value)
      if method.isEmpty {
        if forms.contains(.descriptor), context.type(of: value).has(.index) {
          try context.warnOfBool(value)
          descriptor = try context.descriptor(value)
          (self.value, bytes, isBytes) = (value, nil, false)
          return
        }
        let kinds: StaticString =
          switch (forms.contains(.descriptor), forms.contains(.none)) {
          case (false, false): "string, bytes or os.PathLike"
          case (true, false): "string, bytes, os.PathLike or integer"
          case (false, true): "string, bytes, os.PathLike or None"
          case (true, true): "string, bytes, os.PathLike, integer or None"
          }
        throw context.raise(
          .typeError, "\(function): \(parameter) should be \(kinds), not \(context.typeName(of: value))")
      }
    }
    let path = try context.fileSystemPath(value)
    let encoded = try context.terminated(path)
    if bytes_find_byte(encoded.base, Int64(encoded.count - 1), 0) >= 0 {
      throw context.raise(.valueError, "\(function): embedded null character in \(parameter)")
    }
    (self.value, bytes, descriptor, isBytes) = (path, encoded, -1, Bytes(ifHas: path) != nil)
  }
}

extension Context {
  /// `os.fspath`: text or bytes.
  func fileSystemPath(_ value: Value) throws(Raised) -> Value {
    if Text(ifHas: value) != nil || Bytes(ifHas: value) != nil { return value }
    let method = try specialMethod("__fspath__", of: value)
    if method.isEmpty {
      throw raise(.typeError, "expected str, bytes or os.PathLike object, not \(typeName(of: value))")
    }
    let path = try call(method)
    if Text(ifHas: path) != nil || Bytes(ifHas: path) != nil { return path }
    throw raise(
      .typeError,
      "expected \(typeName(of: value)).__fspath__() to return str or bytes, not \(typeName(of: path))")
  }

  /// A method that the value's class has, bound to it; *empty* where there is none.
  func specialMethod(_ name: StaticString, of value: Value) throws(Raised) -> Value {
    let name = try Text.interned(self, Text.make(self, name)).value
    if try type(of: value).lookup(self, name).isEmpty { return .empty }
    return try getAttribute(value, name)
  }

  /// A descriptor given as an int.
  func descriptor(_ value: Value) throws(Raised) -> Int32 { try intArgument(value) }

  /// A bool in the place of a descriptor is a mistake, most likely.
  func warnOfBool(_ value: Value) throws(Raised) {
    if value == .true || value == .false { try warn(.runtimeWarning, "bool is used as a file descriptor") }
  }

  /// A descriptor given as an int or by an object's `fileno()`.
  func fileDescriptor(_ value: Value) throws(Raised) -> Int32 {
    var number = value
    if !isInt(value) {
      let method = try findAttribute(value, Text.interned(self, Text.make(self, "fileno" as StaticString)).value)
      if method.isEmpty { throw raise(.typeError, "argument must be an int, or have a fileno() method.") }
      number = try call(method)
      if !isInt(number) { throw raise(.typeError, "fileno() returned a non-integer") }
    }
    try warnOfBool(number)
    let descriptor = try descriptor(number)
    if descriptor < 0 {
      throw raise(.valueError, "file descriptor cannot be a negative integer (\(descriptor))")
    }
    return descriptor
  }

  /// The folder that a relative path starts from.
  func folderDescriptor(_ value: Value) throws(Raised) -> Int32 {
    if value == .none { return AT_FDCWD }
    if !type(of: value).has(.index) {
      throw raise(.typeError, "argument should be integer or None, not \(typeName(of: value))")
    }
    try warnOfBool(value)
    return try descriptor(value)
  }

  /// A path as the system has it, as text; bytes that are no UTF-8 become surrogates.
  func fileSystemText(_ string: UnsafeRawBufferPointer) throws(Raised) -> Value {
    let bytes = UnsafeBufferPointer(start: string.baseAddress?.assumingMemoryBound(to: UInt8.self), count: string.count)
    var bits: UInt8 = 0
    for byte in bytes { bits |= byte }
    if bits < 0x80 { return try Text.make(self, ascii: bytes).value }
    let copy = try Bytes.make(self, string)
    return try Encoding.utf8.decode(self, copy.value, copy.units, Text.make(self, "surrogateescape" as StaticString))
      .text.value
  }

  func fileSystemText(_ string: UnsafePointer<CChar>) throws(Raised) -> Value {
    try fileSystemText(UnsafeRawBufferPointer(start: string, count: strlen(string)))
  }

  func fileSystemName(_ string: UnsafePointer<CChar>, isBytes: Bool) throws(Raised) -> Value {
    if isBytes { return try Bytes.make(self, UnsafeRawBufferPointer(start: string, count: strlen(string))).value }
    return try fileSystemText(string)
  }

  /// `os.fsencode`: the bytes of a path that is text, bytes or has `__fspath__`.
  func fileSystemBytes(_ value: Value) throws(Raised) -> Bytes {
    let path = try fileSystemPath(value)
    if let bytes = Bytes(ifHas: path) { return bytes }
    return try Encoding.utf8.encode(self, Text(path), Text.make(self, "surrogateescape" as StaticString))
  }

  /// Its bytes with a zero behind them.
  func terminated(_ path: Value) throws(Raised) -> Bytes {
    if let text = Text(ifHas: path), text.isASCII {
      let bytes = try Bytes.allocate(self, count: text.count + 1)
      bytes.base.copyMemory(from: text.base, byteCount: text.count)
      return bytes
    }
    let source = try fileSystemBytes(path)
    let bytes = try Bytes.allocate(self, count: source.count + 1)
    bytes.base.copyMemory(from: source.base, byteCount: source.count)
    return bytes
  }

  /// The same; ValueError where there is a zero within.
  func terminatedString(_ path: Value) throws(Raised) -> Bytes {
    let bytes = try terminated(path)
    if bytes_find_byte(bytes.base, Int64(bytes.count - 1), 0) >= 0 { throw raise(.valueError, "embedded null byte") }
    return bytes
  }
}

extension Bytes {
  /// As a C string.
  var string: UnsafeMutablePointer<CChar> { base.assumingMemoryBound(to: CChar.self) }
}
