import CRuntime
import Glibc
import Runtime

/// The modules `pwd` and `grp`: the machine's users and groups.
enum Accounts {
  static let modules = [users, groups]

  // MARK: Users

  private static let userFields = SequenceFields([
    "pw_name", "pw_passwd", "pw_uid", "pw_gid", "pw_gecos", "pw_dir", "pw_shell",
  ])

  private static let users = ModuleDeclaration(
    "pwd", "The machine's users: by name, by number, all of them.",
    functions: [
      .one("getpwnam", "(name, /)", .function) { c, name in
        bridge(c) { () throws(Raised) in
          let string = try c.terminatedString(c.textArgument(name, "getpwnam() argument").value)
          guard let found = getpwnam(string.string) else {
            let shown = try c.reprString(name)
            throw c.raise(.keyError, "getpwnam(): name not found: \(shown)")
          }
          return try user(c, found.pointee)
        }
      },
      .one("getpwuid", "(uidobj, /)", .function) { c, value in
        bridge(c) { () throws(Raised) in
          if !c.type(of: value).has(.index) {
            throw c.raise(.typeError, "uid should be integer, not \(c.typeName(of: value))")
          }
          let number = PythonInt.int64(try c.index(of: value)) ?? .min
          guard number == -1 || UInt32(exactly: number) != nil else {
            throw c.raise(.keyError, "getpwuid(): uid not found")
          }
          guard let found = getpwuid(UInt32(truncatingIfNeeded: number)) else {
            throw c.raise(.keyError, "getpwuid(): uid not found: \(number)")
          }
          return try user(c, found.pointee)
        }
      },
      .none("getpwall") { c in
        bridge(c) { () throws(Raised) in
          let list = try List.make(c)
          setpwent()
          defer { endpwent() }
          while let found = getpwent() { try list.append(c, user(c, found.pointee)) }
          return list.value
        }
      },
    ],
    nativeTypes: [TypeDeclaration.sequence(native: .userEntry, "pwd.struct_passwd", userFields)])

  private static func user(_ context: Context, _ entry: passwd) throws(Raised) -> Value {
    try StructSequence.make(context, context.type(.userEntry), userFields) { (elements) throws(Raised) in
      elements[0] = try text(context, entry.pw_name)
      elements[1] = try text(context, entry.pw_passwd)
      elements[2] = Value(smallInt: Int64(entry.pw_uid))
      elements[3] = Value(smallInt: Int64(entry.pw_gid))
      elements[4] = try text(context, entry.pw_gecos)
      elements[5] = try text(context, entry.pw_dir)
      elements[6] = try text(context, entry.pw_shell)
    }
  }

  private static func text(_ context: Context, _ string: UnsafeMutablePointer<CChar>?) throws(Raised) -> Value {
    guard let string else { return .none }
    return try context.fileSystemText(UnsafePointer(string))
  }

  // MARK: Groups

  private static let groupFields = SequenceFields(["gr_name", "gr_passwd", "gr_gid", "gr_mem"])

  private static let groups = ModuleDeclaration(
    "grp", "The machine's groups: by name, by number, all of them.",
    functions: [
      .one("getgrnam", "(name)", .function) { c, name in
        bridge(c) { () throws(Raised) in
          let string = try c.terminatedString(c.textArgument(name, "getgrnam() argument 'name'").value)
          guard let found = getgrnam(string.string) else {
            let shown = try c.reprString(name)
            throw c.raise(.keyError, "getgrnam(): name not found: \(shown)")
          }
          return try group(c, found.pointee)
        }
      },
      .one("getgrgid", "(id)", .function) { c, value in
        bridge(c) { () throws(Raised) in
          let number = try c.userIdentifier(value, "gid")
          guard let found = getgrgid(number) else {
            throw c.raise(.keyError, "getgrgid(): gid not found: \(number == .max ? -1 : Int64(number))")
          }
          return try group(c, found.pointee)
        }
      },
      .none("getgrall") { c in
        bridge(c) { () throws(Raised) in
          let list = try List.make(c)
          setgrent()
          defer { endgrent() }
          while let found = getgrent() { try list.append(c, group(c, found.pointee)) }
          return list.value
        }
      },
    ],
    nativeTypes: [TypeDeclaration.sequence(native: .groupEntry, "grp.struct_group", groupFields)])

  private static func group(_ context: Context, _ entry: Glibc.group) throws(Raised) -> Value {
    let members = try List.make(context)
    var next = entry.gr_mem
    while let member = next?.pointee {
      try members.append(context, text(context, member))
      next = next.unsafelyUnwrapped + 1
    }
    return try StructSequence.make(context, context.type(.groupEntry), groupFields) { (elements) throws(Raised) in
      elements[0] = try text(context, entry.gr_name)
      elements[1] = try text(context, entry.gr_passwd)
      elements[2] = Value(smallInt: Int64(entry.gr_gid))
      elements[3] = members.value
    }
  }
}
