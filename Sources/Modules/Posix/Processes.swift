import CRuntime
import CSystem
import Glibc
import Runtime

/// The process itself: who it is, whose it is, and how it ends.
enum Processes {
  static let functions: [NativeEntry] = identity + ownership + groups + scheduling + ending

  private static let identity: [NativeEntry] = [
    .none("getpid") { _ in Value(smallInt: Int64(Glibc.getpid())) },
    .none("getppid") { _ in Value(smallInt: Int64(Glibc.getppid())) },
    .none("getpgrp") { _ in Value(smallInt: Int64(Glibc.getpgrp())) },
    .one("getpgid", "(pid)", .function) { c, process in
      bridge(c) { () throws(Raised) in
        let process = try c.intArgument(process)
        return Value(smallInt: Int64(try c.system { Int(Glibc.getpgid(process)) }))
      }
    },
    .one("getsid", "(pid, /)", .function) { c, process in
      bridge(c) { () throws(Raised) in
        let process = try c.intArgument(process)
        return Value(smallInt: Int64(try c.system { Int(Glibc.getsid(process)) }))
      }
    },
    .none("setsid") { c in
      bridge(c) { () throws(Raised) -> Void in try c.system { Int(Glibc.setsid()) } }
    },
    .none("setpgrp") { c in
      bridge(c) { () throws(Raised) -> Void in try c.system { Int(Glibc.setpgid(0, 0)) } }
    },
    .two("setpgid", "(pid, pgrp, /)", .function) { c, process, group in
      bridge(c) { () throws(Raised) -> Void in
        let (process, group) = (try c.intArgument(process), try c.intArgument(group))
        try c.system { Int(Glibc.setpgid(process, group)) }
      }
    },
    .one("tcgetpgrp", "(fd, /)", .function) { c, descriptor in
      bridge(c) { () throws(Raised) in
        let descriptor = try c.descriptor(descriptor)
        return Value(smallInt: Int64(try c.system { Int(Glibc.tcgetpgrp(descriptor)) }))
      }
    },
    .two("tcsetpgrp", "(fd, pgid, /)", .function) { c, descriptor, group in
      bridge(c) { () throws(Raised) -> Void in
        let (descriptor, group) = (try c.descriptor(descriptor), try c.intArgument(group))
        try c.system { Int(Glibc.tcsetpgrp(descriptor, group)) }
      }
    },
    .none("getlogin") { c in
      bridge(c) { () throws(Raised) in
        let name = try Bytes.allocate(c, count: 256)
        let error = getlogin_r(name.string, 256)
        if error != 0 { throw c.raiseSystemError(error) }
        return try c.fileSystemText(name.string)
      }
    },
  ]

  // MARK: Users and groups

  private static let ownership: [NativeEntry] = [
    .none("getuid") { _ in Value(smallInt: Int64(Glibc.getuid())) },
    .none("geteuid") { _ in Value(smallInt: Int64(Glibc.geteuid())) },
    .none("getgid") { _ in Value(smallInt: Int64(Glibc.getgid())) },
    .none("getegid") { _ in Value(smallInt: Int64(Glibc.getegid())) },
    .none("getresuid") { c in
      bridge(c) { () throws(Raised) in
        var ids: (uid_t, uid_t, uid_t) = (0, 0, 0)
        try c.system { Int(system_getresuid(&ids.0, &ids.1, &ids.2)) }
        return try triple(c, ids)
      }
    },
    .none("getresgid") { c in
      bridge(c) { () throws(Raised) in
        var ids: (gid_t, gid_t, gid_t) = (0, 0, 0)
        try c.system { Int(system_getresgid(&ids.0, &ids.1, &ids.2)) }
        return try triple(c, ids)
      }
    },
    .none("getgroups") { c in
      bridge(c) { () throws(Raised) in
        let count = try c.system { Int(Glibc.getgroups(0, nil)) }
        var groups = [gid_t](repeating: 0, count: count)
        let found = try c.system { Int(Glibc.getgroups(Int32(count), &groups)) }
        let list = try List.make(c)
        for group in groups.prefix(found) { try list.append(c, Value(smallInt: Int64(group))) }
        return list.value
      }
    },
    .one("setuid", "(uid, /)", .function) { c, user in
      bridge(c) { () throws(Raised) -> Void in
        let user = try c.userIdentifier(user, "uid")
        try c.system { Int(Glibc.setuid(user)) }
      }
    },
    .one("seteuid", "(euid, /)", .function) { c, user in
      bridge(c) { () throws(Raised) -> Void in
        let user = try c.userIdentifier(user, "uid")
        try c.system { Int(Glibc.seteuid(user)) }
      }
    },
    .one("setgid", "(gid, /)", .function) { c, group in
      bridge(c) { () throws(Raised) -> Void in
        let group = try c.userIdentifier(group, "gid")
        try c.system { Int(Glibc.setgid(group)) }
      }
    },
    .one("setegid", "(egid, /)", .function) { c, group in
      bridge(c) { () throws(Raised) -> Void in
        let group = try c.userIdentifier(group, "gid")
        try c.system { Int(Glibc.setegid(group)) }
      }
    },
    .two("setreuid", "(ruid, euid, /)", .function) { c, real, effective in
      bridge(c) { () throws(Raised) -> Void in
        let (real, effective) = (try c.userIdentifier(real, "uid"), try c.userIdentifier(effective, "uid"))
        try c.system { Int(Glibc.setreuid(real, effective)) }
      }
    },
    .two("setregid", "(rgid, egid, /)", .function) { c, real, effective in
      bridge(c) { () throws(Raised) -> Void in
        let (real, effective) = (try c.userIdentifier(real, "gid"), try c.userIdentifier(effective, "gid"))
        try c.system { Int(Glibc.setregid(real, effective)) }
      }
    },
  ]

  private static let groups: [NativeEntry] = [
    .three("setresuid", "(ruid, euid, suid, /)", .function) { c, real, effective, saved in
      bridge(c) { () throws(Raised) -> Void in
        let (real, effective) = (try c.userIdentifier(real, "uid"), try c.userIdentifier(effective, "uid"))
        let saved = try c.userIdentifier(saved, "uid")
        try c.system { Int(system_setresuid(real, effective, saved)) }
      }
    },
    .three("setresgid", "(rgid, egid, sgid, /)", .function) { c, real, effective, saved in
      bridge(c) { () throws(Raised) -> Void in
        let (real, effective) = (try c.userIdentifier(real, "gid"), try c.userIdentifier(effective, "gid"))
        let saved = try c.userIdentifier(saved, "gid")
        try c.system { Int(system_setresgid(real, effective, saved)) }
      }
    },
    .one("setgroups", "(groups, /)", .function) { c, value in
      bridge(c) { () throws(Raised) -> Void in
        if !c.type(of: value).has(.getItem) || !c.type(of: value).has(.length) {
          throw c.raise(.typeError, "setgroups argument must be a sequence")
        }
        let list = try c.list(of: value)
        var groups: [gid_t] = []
        for index in 0..<list.count {
          if !c.isInt(list.element(index)) { throw c.raise(.typeError, "groups must be integers") }
          groups.append(try c.userIdentifier(list.element(index), "gid"))
        }
        try c.system { Int(system_setgroups(groups, groups.count)) }
      }
    },
    .two("initgroups", "(username, gid, /)", .function) { c, name, group in
      bridge(c) { () throws(Raised) -> Void in
        let (name, group) = (try c.terminatedString(name), try c.userIdentifier(group, "gid"))
        try c.system { Int(system_initgroups(name.string, group)) }
      }
    },
    .two("getgrouplist", "(user, group, /)", .function) { c, name, group in
      bridge(c) { () throws(Raised) in
        let name = try c.terminatedString(c.textArgument(name, "getgrouplist() argument 1").value)
        let group = try c.userIdentifier(group, "gid")
        var count: Int32 = 64
        while true {
          var groups = [gid_t](repeating: 0, count: Int(count))
          if system_getgrouplist(name.string, group, &groups, &count) >= 0 {
            let list = try List.make(c)
            for group in groups.prefix(Int(count)) { try list.append(c, Value(smallInt: Int64(group))) }
            return list.value
          }
          count = max(count, Int32(groups.count) * 2)
        }
      }
    },
  ]

  private static func triple(_ context: Context, _ ids: (UInt32, UInt32, UInt32)) throws(Raised) -> Value {
    try Tuple.make(
      context, Value(smallInt: Int64(ids.0)), Value(smallInt: Int64(ids.1)), Value(smallInt: Int64(ids.2))
    ).value
  }

  // MARK: Scheduling

  private static let scheduling: [NativeEntry] = [
    .one("nice", "(increment, /)", .function) { c, increment in
      bridge(c) { () throws(Raised) in
        let increment = try c.intArgument(increment)
        errno = 0
        let level = Glibc.nice(increment)
        if level == -1, errno != 0 { throw c.raiseSystemError(errno) }
        return Value(smallInt: Int64(level))
      }
    },
    .none("sched_yield") { c in
      bridge(c) { () throws(Raised) -> Void in try c.system { Int(Glibc.sched_yield()) } }
    },
    .one("sched_getaffinity", "(pid, /)", .function) { c, process in
      bridge(c) { () throws(Raised) in
        let process = try c.intArgument(process)
        var processors = [UInt8](repeating: 0, count: 1024)
        try c.system { Int(system_affinity(process, &processors, 1024)) }
        let set = try Set.make(c)
        for index in 0..<processors.count where processors[index] != 0 {
          _ = try set.add(c, Value(smallInt: Int64(index)))
        }
        return set.value
      }
    },
  ]

  // MARK: Signals and the end

  private static let ending: [NativeEntry] = [
    .two("kill", "(pid, signal, /)", .function) { c, process, signal in
      bridge(c) { () throws(Raised) -> Void in
        let (process, signal) = (try c.intArgument(process), try c.intArgument(signal))
        try c.system { Int(Glibc.kill(process, signal)) }
        try c.handleEvents()
      }
    },
    .two("killpg", "(pgid, signal, /)", .function) { c, group, signal in
      bridge(c) { () throws(Raised) -> Void in
        let (group, signal) = (try c.intArgument(group), try c.intArgument(signal))
        try c.system { Int(Glibc.killpg(group, signal)) }
        try c.handleEvents()
      }
    },
    .one("_exit", "(status)", .function) { c, status in
      bridge(c) { () throws(Raised) -> Void in Glibc._exit(try c.intArgument(status)) }
    },
    .none("abort") { _ in Glibc.abort() },
    .one("system", "(command)", .function) { c, command in
      bridge(c) { () throws(Raised) in
        let command = try c.terminatedString(command)
        return Value(smallInt: Int64(c.blocking { Int(Glibc.system(command.string)) }))
      }
    },
  ]
}
