import CFFI
import CRuntime
import Glibc
import Runtime

/// Shared libraries and what they export.
enum Libraries {
  /// `_handle` of what stands for a library.
  static func handle(_ context: Context, of library: Value) throws(Raised) -> UnsafeMutableRawPointer? {
    let handle = try context.getAttribute(library, context.interned("_handle"))
    guard let number = PythonInt.operand(handle) else {
      throw context.raise(.typeError, "the _handle attribute of the second argument must be an integer")
    }
    return UnsafeMutableRawPointer(bitPattern: UInt(PythonInt.lowestBits(number)))
  }

  private static func lastError(orElse message: String) -> String { dlerror().map { String(cString: $0) } ?? message }

  /// The address of what a library exports under a name.
  static func symbol(
    _ context: Context, _ name: Value, in handle: UnsafeMutableRawPointer?, orRaise kind: ExceptionKind
  ) throws(Raised) -> UInt {
    let string = try string(context, name)
    _ = dlerror()
    if let address = dlsym(handle, string.string) { return UInt(bitPattern: address) }
    let what = kind == .attributeError ? "function" : "symbol"
    let shown = String(try context.str(name))
    let error = lastError(orElse: "\(what) '\(shown)' not found")
    if handle == dlopen(nil, RTLD_NOW), let address = try MemoryFunctions.pythonSymbol(context, shown) {
      return address
    }
    throw context.raise(kind, error)
  }

  /// A name as C has it, without a zero inside.
  private static func string(_ context: Context, _ name: Value) throws(Raised) -> Bytes {
    let bytes: Bytes
    if let text = Text(ifHas: name) {
      bytes = try Bytes.make(context, utf8: text)
    } else if let given = Bytes(ifHas: name) {
      bytes = try given.terminated(context)
    } else {
      throw context.raise(
        .typeError, "expected str, bytes or os.PathLike object, not \(context.unqualifiedTypeName(of: name))")
    }
    if bytes.bytes.contains(0) {
      throw context.raise(.valueError, Text(ifHas: name) == nil ? "embedded null byte" : "embedded null character")
    }
    return bytes
  }

  private static func open(_ context: Context, _ name: Value, _ mode: Value) throws(Raised) -> Value {
    try context.audit("ctypes.dlopen", name)
    let mode = try context.intArgument(mode) | RTLD_NOW
    let string: Bytes? =
      if name == .none { nil } else { try self.string(context, context.fileSystemPath(name)) }
    let handle = dlopen(string?.base.assumingMemoryBound(to: CChar.self), mode)
    guard let handle else { throw context.raise(.osError, lastError(orElse: "dlopen() error")) }
    return try PythonInt.make(context, UInt64(UInt(bitPattern: handle)))
  }

  private static func argument(_ context: Context, _ handle: Value) throws(Raised) -> UnsafeMutableRawPointer? {
    guard let number = PythonInt.operand(handle) else { throw context.raise(.typeError, "an integer is required") }
    return UnsafeMutableRawPointer(bitPattern: UInt(PythonInt.lowestBits(number)))
  }

  static let functions: [NativeEntry] = [
    .two("dlopen", "(name, flag=2, /)", .function) { c, name, mode in
      bridge(c) { () throws(Raised) in try open(c, name, mode) }
    },
    .one("dlclose", "(handle, /)", .function) { c, handle in
      bridge(c) { () throws(Raised) -> Void in
        guard let handle = try argument(c, handle) else { throw c.raise(.osError, "invalid handle") }
        if dlclose(handle) != 0 { throw c.raise(.osError, lastError(orElse: "dlopen() error")) }
      }
    },
    .two("dlsym", "(handle, name, /)", .function) { c, handle, name in
      bridge(c) { () throws(Raised) in
        let handle = try argument(c, handle)
        let name = try c.textArgument(name, "dlsym() argument 2")
        try c.audit("ctypes.dlsym/handle", PythonInt.make(c, UInt64(UInt(bitPattern: handle))), name.value)
        return try PythonInt.make(c, UInt64(symbol(c, name.value, in: handle, orRaise: .osError)))
      }
    },
    .none("dllist") { c in bridge(c) { () throws(Raised) in try loadedLibraries(c) } },
  ]

  private struct Listing {
    var names: [String] = []
  }

  private static func loadedLibraries(_ context: Context) throws(Raised) -> Value {
    var listing = Listing()
    withUnsafeMutablePointer(to: &listing) { listing in
      foreign_list_libraries({ name, listing in
        listing.assumingMemoryBound(to: Listing.self).pointee.names.append(String(cString: name))
      }, listing)
    }
    let list = try List.make(context)
    for name in listing.names { try list.append(context, context.text(name)) }
    return list.value
  }
}

extension Bytes {
  /// As a C string.
  fileprivate var string: UnsafePointer<CChar> { UnsafePointer(base.assumingMemoryBound(to: CChar.self)) }
}

extension Context {
  /// `os.fspath`.
  fileprivate func fileSystemPath(_ value: Value) throws(Raised) -> Value {
    if Text(ifHas: value) != nil || Bytes(ifHas: value) != nil { return value }
    let method = try type(of: value).lookup(self, interned("__fspath__"))
    if method.isEmpty {
      throw raise(.typeError, "expected str, bytes or os.PathLike object, not \(unqualifiedTypeName(of: value))")
    }
    return try call(bind(method, to: value, of: type(of: value)))
  }
}
