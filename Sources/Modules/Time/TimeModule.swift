import CRuntime
import Glibc
import Runtime

/// The module `time`.
enum TimeModule {
  static let module = ModuleDeclaration(
    "time", "Clocks, waiting, and moments taken apart into year, month, day and so on.",
    functions: Clock.functions + CalendarTime.functions + waiting, nativeTypes: [CalendarTime.declaration],
    fill: { (c, module) throws(Raised) in
      try module.set(c, "_STRUCT_TM_ITEMS", Value(smallInt: 11))
      for (name, clock) in Clock.constants { try module.set(c, name, Value(smallInt: Int64(clock))) }
      tzset()
      try describeZone(c) { (name, value) throws(Raised) in try module.set(c, name, value) }
    })

  private static let waiting: [NativeEntry] = [
    .one("sleep", "(object, /) self", .function) { c, seconds in
      bridge(c) { () throws(Raised) -> Void in
        let duration = try Timestamp.nanoseconds(c, seconds, rounding: .up)
        if duration < 0 { throw c.raise(.valueError, "sleep length must be non-negative") }
        try sleep(c, until: host_monotonic_time().addingReportingOverflow(UInt64(duration)).partialValue)
      }
    },
    .none("tzset", "() self") { c in
      bridge(c) { () throws(Raised) -> Void in
        tzset()
        let module = try c.importModule("time")
        try describeZone(c) { (name, value) throws(Raised) in
          try c.setAttribute(module, Text.make(c, name).value, value)
        }
      }
    },
  ]

  /// Waits until a moment of the monotonic clock. Signals' handlers run meanwhile.
  private static func sleep(_ context: Context, until deadline: UInt64) throws(Raised) {
    var moment = timespec(nanoseconds: Int64(clamping: deadline))
    var isOver = false
    while !isOver {
      isOver = context.blocking { Int(clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &moment, nil)) } != Int(EINTR)
      try context.handleEvents()
    }
  }

  /// The local zone's names and its distances from UTC, as they are around now.
  private static func describeZone(
    _ context: Context, _ set: (StaticString, Value) throws(Raised) -> Void
  ) throws(Raised) {
    let year = (365 * 24 + 6) * 3600
    let january = Glibc.time(nil) / year * year
    let winter = try CalendarTime.local(context, january)
    let summer = try CalendarTime.local(context, january + year / 2)
    // In the south, January is in summer.
    let (standard, saving) = winter.tm_gmtoff > summer.tm_gmtoff ? (summer, winter) : (winter, summer)
    try set("timezone", Value(smallInt: -Int64(standard.tm_gmtoff)))
    try set("altzone", Value(smallInt: -Int64(saving.tm_gmtoff)))
    try set("daylight", Value(smallInt: standard.tm_gmtoff == saving.tm_gmtoff ? 0 : 1))
    let names = try Tuple.make(
      context, Text.make(context, String(cString: standard.tm_zone)).value,
      Text.make(context, String(cString: saving.tm_zone)).value)
    try set("tzname", names.value)
  }
}
