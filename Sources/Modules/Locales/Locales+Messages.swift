import CRuntime
import CSystem
import Glibc
import Runtime

// The C library's catalogues of translated messages, for programs whose C code asks them, too; Python's own are in the
// module `gettext`.

extension Locales {
  static let messages: [NativeEntry] = [
    .one("gettext", "(msg, /)", .function) { c, message in
      bridge(c) { () throws(Raised) in
        let message = try string(c, message, "gettext() argument")
        return try answer(c, gettext(message.string))
      }
    },
    .two("dgettext", "(domain, msg, /)", .function) { c, domain, message in
      bridge(c) { () throws(Raised) in
        let domain = try optionalString(c, domain, "dgettext() argument 1")
        let message = try string(c, message, "dgettext() argument 2")
        return try answer(c, dgettext(domain?.string, message.string))
      }
    },
    .three("dcgettext", "(domain, msg, category, /)", .function) { c, domain, message, category in
      bridge(c) { () throws(Raised) in
        let domain = try optionalString(c, domain, "dcgettext() argument 1")
        let message = try string(c, message, "dcgettext() argument 2")
        return try answer(c, dcgettext(domain?.string, message.string, c.intArgument(category)))
      }
    },
    .one("textdomain", "(domain, /)", .function) { c, domain in
      bridge(c) { () throws(Raised) in
        let domain = try optionalString(c, domain, "textdomain() argument")
        return try answer(c, textdomain(domain?.string))
      }
    },
    .two("bindtextdomain", "(domain, dir, /)", .function) { c, domain, folder in
      bridge(c) { () throws(Raised) in
        let domain = try string(c, domain, "bindtextdomain() argument 1")
        if domain.count == 1 { throw try failure(c, "domain must be a non-empty string") }
        let folder = folder == .none ? nil : try c.terminatedString(folder)
        return try answer(c, bindtextdomain(domain.string, folder?.string))
      }
    },
    .two("bind_textdomain_codeset", "(domain, codeset, /)", .function) { c, domain, codeset in
      bridge(c) { () throws(Raised) in
        let domain = try string(c, domain, "bind_textdomain_codeset() argument 1")
        let codeset = try optionalString(c, codeset, "bind_textdomain_codeset() argument 2")
        guard let name = bind_textdomain_codeset(domain.string, codeset?.string) else { return .none }
        return try c.fileSystemText(UnsafePointer(name))
      }
    },
  ]

  /// A text in UTF-8 with a zero behind it; `what` names it in the TypeError.
  private static func string(_ context: Context, _ value: Value, _ what: StaticString) throws(Raised) -> Bytes {
    let text = try context.textArgument(value, what)
    let encoded = try Encoding.utf8.encode(context, text, Text.make(context, "strict" as StaticString))
    let string = try context.terminated(encoded.value)
    if bytes_find_byte(string.base, Int64(string.count - 1), 0) >= 0 {
      throw context.raise(.valueError, "embedded null character")
    }
    return string
  }

  /// The same, nil for None.
  private static func optionalString(
    _ context: Context, _ value: Value, _ what: StaticString
  ) throws(Raised) -> Bytes? {
    if value == .none { return nil }
    guard Text(ifHas: value) != nil else {
      throw context.raise(.typeError, "\(what) must be str or None, not \(context.typeName(of: value))")
    }
    return try string(context, value, what)
  }

  private static func answer(_ context: Context, _ string: UnsafeMutablePointer<CChar>?) throws(Raised) -> Value {
    guard let string else { throw context.raiseSystemError(errno) }
    return try context.fileSystemText(UnsafePointer(string))
  }
}
