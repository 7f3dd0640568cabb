import CRuntime
import Glibc
import Runtime

/// `struct_time`: a moment taken apart into year, month, day …
enum CalendarTime {
  static let fields = SequenceFields(
    [
      "tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday", "tm_isdst", "tm_zone",
      "tm_gmtoff",
    ], visible: 9)

  static let declaration = TypeDeclaration.sequence(
    native: .structTime, "time.struct_time", fields,
    documentation: """
      The time value as returned by gmtime(), localtime(), and strptime(), and
       accepted by asctime(), mktime() and strftime().  May be considered as a
       sequence of 9 integers.

       Note that several fields' values are not the same as those defined by
       the C language standard for struct tm.  For example, the value of the
       field tm_year is the actual year, not year - 1900.  See individual
       fields' descriptions for details.
      """)

  static let functions: [NativeEntry] = [
    .one("gmtime", "(seconds=None, /) parsed", .function) { c, seconds in
      bridge(c) { () throws(Raised) in try make(c, universal(c, Timestamp.seconds(c, seconds))) }
    },
    .one("localtime", "(seconds=None, /) parsed", .function) { c, seconds in
      bridge(c) { () throws(Raised) in try make(c, local(c, Timestamp.seconds(c, seconds))) }
    },
    .one("asctime", "(time_tuple=<unset>, /) silent", .function) { c, moment in
      bridge(c) { () throws(Raised) in
        let parts = try moment.isEmpty ? local(c, Glibc.time(nil)) : checked(c, read(c, moment, "asctime"))
        return try show(c, parts)
      }
    },
    .one("ctime", "(seconds=None, /) parsed", .function) { c, seconds in
      bridge(c) { () throws(Raised) in try show(c, local(c, Timestamp.seconds(c, seconds))) }
    },
    .one("mktime", "(object, /) self", .function) { c, moment in
      bridge(c) { () throws(Raised) in
        var parts = try read(c, moment, "mktime")
        // Tells -1 for "the second before 1970" from -1 for an error, which leaves the day of the week alone.
        parts.tm_wday = -1
        let seconds = Glibc.mktime(&parts)
        if seconds == -1, parts.tm_wday == -1 { throw c.raise(.overflowError, "mktime argument out of range") }
        return try PythonFloat.make(c, Double(seconds))
      }
    },
    .two("strftime", "(format, time_tuple=<unset>, /) parsed", .function) { c, format, moment in
      bridge(c) { () throws(Raised) in
        let format = try c.textArgument(format, "strftime() argument 1")
        if moment.isEmpty { return try TimeFormat.format(c, format, local(c, Glibc.time(nil))) }
        var parts = try checked(c, read(c, moment, "strftime"))
        parts.tm_isdst = max(-1, min(1, parts.tm_isdst))
        // The name of the zone is borrowed from its text.
        guard isStructTime(c, moment), let zone = Text(ifHas: Tuple(moment).elements[9]) else {
          return try TimeFormat.format(c, format, parts)
        }
        parts.tm_gmtoff = PythonInt.int64(Tuple(moment).elements[10]).map { Int($0) } ?? 0
        let name = try TimeFormat.terminated(c, zone)
        parts.tm_zone = UnsafePointer(name.base.assumingMemoryBound(to: CChar.self))
        defer { keep_alive(name.value) }
        return try TimeFormat.format(c, format, parts)
      }
    },
    .window("strptime", "(*args) silent", .function) { c, a in
      bridge(c) { () throws(Raised) in
        let parser = try c.getAttribute(
          c.importModule("_strptime"), Text.make(c, "_strptime_time" as StaticString).value)
        let arguments = Tuple(a[0])
        return try c.withWindow(arguments.count) { (window) throws(Raised) in
          window.update(from: arguments.elements, count: arguments.count)
          return try c.call(parser, window, count: arguments.count)
        }
      }
    },
  ]

  // MARK: From the system

  static func universal(_ context: Context, _ seconds: time_t) throws(Raised) -> tm {
    var (seconds, parts) = (seconds, tm())
    if gmtime_r(&seconds, &parts) == nil { throw context.raiseSystemError(errno) }
    return parts
  }

  static func local(_ context: Context, _ seconds: time_t) throws(Raised) -> tm {
    var (seconds, parts) = (seconds, tm())
    if localtime_r(&seconds, &parts) == nil { throw context.raiseSystemError(errno) }
    return parts
  }

  private static func make(_ context: Context, _ parts: tm) throws(Raised) -> Value {
    let zone = try Text.make(context, String(cString: parts.tm_zone)).value
    return try StructSequence.make(context, context.type(.structTime), fields) { (elements) throws(Raised) in
      let numbers = [
        parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec,
        (parts.tm_wday + 6) % 7, parts.tm_yday + 1, parts.tm_isdst,
      ]
      for (index, number) in numbers.enumerated() { elements[index] = Value(smallInt: Int64(number)) }
      elements[9] = zone
      elements[10] = Value(smallInt: Int64(parts.tm_gmtoff))
    }
  }

  // MARK: From a program

  private static func isStructTime(_ context: Context, _ value: Value) -> Bool {
    (try? context.type(.structTime)) == context.type(of: value)
  }

  private static func read(_ context: Context, _ value: Value, _ function: StaticString) throws(Raised) -> tm {
    guard let tuple = Tuple(ifHas: value) else {
      throw context.raise(.typeError, "Tuple or struct_time argument required")
    }
    if tuple.count != 9 { throw context.raise(.typeError, "\(function)(): illegal time tuple argument") }
    var numbers: [Int32] = []
    for index in 0..<9 { numbers.append(try context.parsedIntArgument(tuple[index])) }
    if numbers[0] < Int32.min + 1900 { throw context.raise(.overflowError, "year out of range") }
    var parts = tm()
    parts.tm_year = numbers[0] - 1900
    parts.tm_mon = numbers[1] &- 1
    parts.tm_mday = numbers[2]
    parts.tm_hour = numbers[3]
    parts.tm_min = numbers[4]
    parts.tm_sec = numbers[5]
    parts.tm_wday = (numbers[6] &+ 1) % 7
    parts.tm_yday = numbers[7] &- 1
    parts.tm_isdst = numbers[8]
    return parts
  }

  /// What may be shown: a zero month, day or day of the year stands for the first, other numbers must be within their
  /// ranges.
  private static func checked(_ context: Context, _ given: tm) throws(Raised) -> tm {
    var parts = given
    if parts.tm_mon == -1 { parts.tm_mon = 0 }
    if parts.tm_mday == 0 { parts.tm_mday = 1 }
    if parts.tm_yday == -1 { parts.tm_yday = 0 }
    let bounds: [(Int32, ClosedRange<Int32>, StaticString)] = [
      (parts.tm_mon, 0...11, "month"), (parts.tm_mday, 1...31, "day of month"), (parts.tm_hour, 0...23, "hour"),
      (parts.tm_min, 0...59, "minute"), (parts.tm_sec, 0...61, "seconds"), (parts.tm_wday, 0...6, "day of week"),
      (parts.tm_yday, 0...365, "day of year"),
    ]
    for (number, range, name) in bounds where !range.contains(number) {
      throw context.raise(.valueError, "\(name) out of range")
    }
    return parts
  }

  // MARK: As text

  private static let days: [StaticString] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months: [StaticString] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  private static func show(_ context: Context, _ parts: tm) throws(Raised) -> Value {
    func padded(_ number: Int32, _ width: Int, _ fill: Character) -> String {
      let digits = String(number)
      return String(repeating: fill, count: max(0, width - digits.count)) + digits
    }
    let day = "\(days[Int(parts.tm_wday)]) \(months[Int(parts.tm_mon)])\(padded(parts.tm_mday, 3, " "))"
    let hour = "\(padded(parts.tm_hour, 2, "0")):\(padded(parts.tm_min, 2, "0")):\(padded(parts.tm_sec, 2, "0"))"
    return try Text.make(context, "\(day) \(hour) \(1900 + Int64(parts.tm_year))").value
  }
}
