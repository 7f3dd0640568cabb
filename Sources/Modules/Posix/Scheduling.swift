import CRuntime
import CSystem
import Glibc
import Runtime

/// How the system divides the processors' time.
enum Scheduling {
  static let fields = SequenceFields(["sched_priority"])
  static let declaration = TypeDeclaration.sequence(
    native: .schedulerParameters, "posix.sched_param", fields, documentation: "A scheduling parameter.",
    signature: "(sched_priority)",
    new: { c, type, arguments, count, names in
      initializing(
        c, "sched_param", "(type, sched_priority)",
        { c, a in
          bridge(c) { () throws(Raised) in
            let priority = a[1]
            return try StructSequence.make(c, Type(a[0]), fields) { (elements) throws(Raised) in elements[0] = priority }
          }
        }, type, arguments, Int(count), names)
    },
    methods: [
      .one("__reduce__") { c, s in
        bridge(c) { () throws(Raised) in
          try Tuple.make(c, c.type(of: s).value, Tuple.make(c, Tuple(s)[0]).value).value
        }
      }
    ])

  static let functions: [NativeEntry] = [
    .one("sched_get_priority_max", "(policy)", .function) { c, policy in
      bridge(c) { () throws(Raised) in
        let policy = try c.intArgument(policy)
        return Value(smallInt: Int64(try c.system { Int(Glibc.sched_get_priority_max(policy)) }))
      }
    },
    .one("sched_get_priority_min", "(policy)", .function) { c, policy in
      bridge(c) { () throws(Raised) in
        let policy = try c.intArgument(policy)
        return Value(smallInt: Int64(try c.system { Int(Glibc.sched_get_priority_min(policy)) }))
      }
    },
    .one("sched_getscheduler", "(pid, /)", .function) { c, process in
      bridge(c) { () throws(Raised) in
        let process = try c.intArgument(process)
        return Value(smallInt: Int64(try c.system { Int(Glibc.sched_getscheduler(process)) }))
      }
    },
    .three("sched_setscheduler", "(pid, policy, param, /)", .function) { c, process, policy, parameters in
      bridge(c) { () throws(Raised) -> Void in
        let (process, policy) = (try c.intArgument(process), try c.intArgument(policy))
        var wanted = try Scheduling.parameters(c, parameters)
        try c.system { Int(Glibc.sched_setscheduler(process, policy, &wanted)) }
      }
    },
    .one("sched_getparam", "(pid, /)", .function) { c, process in
      bridge(c) { () throws(Raised) in
        let process = try c.intArgument(process)
        var found = sched_param()
        try c.system { Int(Glibc.sched_getparam(process, &found)) }
        return try StructSequence.make(c, c.type(.schedulerParameters), fields) { (elements) throws(Raised) in
          elements[0] = Value(smallInt: Int64(found.sched_priority))
        }
      }
    },
    .two("sched_setparam", "(pid, param, /)", .function) { c, process, parameters in
      bridge(c) { () throws(Raised) -> Void in
        let process = try c.intArgument(process)
        var wanted = try Scheduling.parameters(c, parameters)
        try c.system { Int(Glibc.sched_setparam(process, &wanted)) }
      }
    },
    .one("sched_rr_get_interval", "(pid, /)", .function) { c, process in
      bridge(c) { () throws(Raised) in
        let process = try c.intArgument(process)
        var interval = timespec()
        try c.system { Int(Glibc.sched_rr_get_interval(process, &interval)) }
        return try PythonFloat.make(c, Double(interval.tv_sec) + Double(interval.tv_nsec) * 1e-9)
      }
    },
    .two("sched_setaffinity", "(pid, mask, /)", .function) { c, process, mask in
      bridge(c) { () throws(Raised) -> Void in
        let process = try c.intArgument(process)
        let list = try c.list(of: mask)
        var processors = [UInt8](repeating: 0, count: 1024)
        for index in 0..<list.count {
          let element = list.element(index)
          if !c.isInt(element) {
            let type = try c.reprString(c.type(of: element).value)
            throw c.raise(.typeError, "expected an iterator of ints, but iterator yielded \(type)")
          }
          let number = PythonInt.int64(element) ?? .max
          if number < 0 { throw c.raise(.valueError, "negative CPU number") }
          if number > Int64(Int32.max) - 1 { throw c.raise(.overflowError, "CPU number too large") }
          if number < 1024 { processors[Int(number)] = 1 }
        }
        try c.system { Int(system_set_affinity(process, processors, 1024)) }
      }
    },
    .two("getpriority", "(which, who)", .function) { c, which, who in
      bridge(c) { () throws(Raised) in
        let (which, who) = (try c.intArgument(which), try c.intArgument(who))
        errno = 0
        let priority = system_getpriority(which, who)
        if errno != 0 { throw c.raiseSystemError(errno) }
        return Value(smallInt: Int64(priority))
      }
    },
    .three("setpriority", "(which, who, priority)", .function) { c, which, who, priority in
      bridge(c) { () throws(Raised) -> Void in
        let (which, who, priority) = (try c.intArgument(which), try c.intArgument(who), try c.intArgument(priority))
        try c.system { Int(system_setpriority(which, who, priority)) }
      }
    },
  ]

  /// What a `sched_param` says.
  static func parameters(_ context: Context, _ value: Value) throws(Raised) -> sched_param {
    guard context.type(of: value) == (try context.type(.schedulerParameters)), let tuple = Tuple(ifHas: value) else {
      throw context.raise(.typeError, "must have a sched_param object")
    }
    return sched_param(sched_priority: try context.intArgument(tuple[0]))
  }
}
