import CRuntime
import Glibc
import Runtime

/// The process's environment.
enum Environment {
  static let functions: [NativeEntry] = [
    .none("_create_environ") { c in bridge(c) { () throws(Raised) in try variables(c).value } },
    .two("putenv", "(name, value, /)", .function) { c, name, value in
      bridge(c) { () throws(Raised) -> Void in
        let (name, value) = (try c.terminatedString(name), try c.terminatedString(value))
        if bytes_find_byte(name.base, Int64(name.count - 1), 0x3d) >= 0 {
          throw c.raise(.valueError, "illegal environment variable name")
        }
        try c.system { Int(setenv(name.string, value.string, 1)) }
      }
    },
    .one("unsetenv", "(name, /)", .function) { c, name in
      bridge(c) { () throws(Raised) -> Void in
        let name = try c.terminatedString(name)
        try c.system { Int(Glibc.unsetenv(name.string)) }
      }
    },
  ]

  /// Names and values as bytes.
  static func variables(_ context: Context) throws(Raised) -> Dict {
    let variables = try Dict.make(context)
    var next = environ
    while let entry = next.pointee {
      next += 1
      let bytes = UnsafeRawBufferPointer(start: entry, count: strlen(entry))
      // A name may begin with the sign that ends it.
      guard let end = bytes.dropFirst().firstIndex(of: 0x3d) else { continue }
      let name = try Bytes.make(context, UnsafeRawBufferPointer(rebasing: bytes[..<end])).value
      let value = try Bytes.make(context, UnsafeRawBufferPointer(rebasing: bytes[(end + 1)...])).value
      _ = try variables.setDefault(context, name, to: value)
    }
    return variables
  }
}
