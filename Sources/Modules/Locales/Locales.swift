import CRuntime
import Glibc
import Runtime

/// The module `_locale`: the C library's customs of languages and countries.
enum Locales {
  static let module = ModuleDeclaration(
    "_locale", "The C library's customs of languages and countries.",
    functions: messages + [
      .two("setlocale", "(category, locale=None, /)", .function) { c, category, locale in
        bridge(c) { () throws(Raised) in
          let category = try c.intArgument(category)
          var name: Bytes?
          if locale != .none {
            guard Text(ifHas: locale) != nil else {
              throw c.raise(
                .typeError, "setlocale() argument 2 must be str or None, not \(c.typeName(of: locale))")
            }
            name = try c.terminatedString(locale)
          }
          guard (0...12).contains(category), let answer = Glibc.setlocale(category, name?.string) else {
            throw try failure(c, name == nil ? "locale query failed" : "unsupported locale setting")
          }
          return try c.fileSystemText(UnsafePointer(answer))
        }
      },
      .none("localeconv") { c in bridge(c) { () throws(Raised) in try conventions(c).value } },
      .one("nl_langinfo", "(key, /)", .function) { c, key in
        bridge(c) { () throws(Raised) in
          let key = try c.intArgument(key)
          guard constants.contains(where: { $0.number == Int64(key) && key > 12 }), let answer = Glibc.nl_langinfo(key)
          else { throw c.raise(.valueError, "unsupported langinfo constant") }
          return try c.fileSystemText(UnsafePointer(answer))
        }
      },
      .two("strcoll", "(os1, os2, /)", .function) { c, first, second in
        bridge(c) { () throws(Raised) in
          _ = try c.textArgument(first, "strcoll() argument 1")
          _ = try c.textArgument(second, "strcoll() argument 2")
          let (first, second) = (try c.terminatedString(first), try c.terminatedString(second))
          return Value(smallInt: Int64(Glibc.strcoll(first.string, second.string)))
        }
      },
      .one("strxfrm", "(string, /)", .function) { c, string in
        bridge(c) { () throws(Raised) in
          _ = try c.textArgument(string, "strxfrm() argument")
          let source = try c.terminatedString(string)
          let count = Glibc.strxfrm(nil, source.string, 0)
          let target = try Bytes.allocate(c, count: count + 1)
          _ = Glibc.strxfrm(target.string, source.string, count + 1)
          return try c.fileSystemText(target.string)
        }
      },
      .none("getencoding") { c in bridge(c) { () throws(Raised) in try Text.make(c, "UTF-8" as StaticString).value } },
    ],
    fill: { (c, module) throws(Raised) in
      for row in constants { try module.set(c, row.name, PythonInt.make(c, row.number)) }
      try module.set(c, "Error", error(c))
    })

  /// `locale.Error`.
  private static func error(_ context: Context) throws(Raised) -> Value {
    let state = try context.moduleState("_locale")
    let name = try Text.make(context, "Error" as StaticString).value
    let known = try state.value(context, for: name)
    if !known.isEmpty { return known }
    let interpreter = Interpreter(of: context)
    let namespace = try Dict.make(context)
    try namespace.set(context, context.name(.__module__), to: Text.make(context, "locale" as StaticString).value)
    let bases = try Tuple.make(context, interpreter.type(ExceptionKind.exception).value)
    let made = try context.call(interpreter.type(Kind.type).value, name, bases.value, namespace.value)
    return try state.setDefault(context, name, to: made)
  }

  static func failure(_ context: Context, _ message: StaticString) throws(Raised) -> Raised {
    context.raise(Exception(try context.call(error(context), Text.make(context, message).value)))
  }

  private static func conventions(_ context: Context) throws(Raised) -> Dict {
    let dict = try Dict.make(context)
    guard let found = localeconv()?.pointee else { return dict }
    func set(_ name: StaticString, _ value: Value) throws(Raised) {
      try dict.set(context, Text.make(context, name).value, to: value)
    }
    func text(_ string: UnsafeMutablePointer<CChar>?) throws(Raised) -> Value {
      guard let string else { return Text.empty(context).value }
      return try context.fileSystemText(UnsafePointer(string))
    }
    func grouping(_ string: UnsafeMutablePointer<CChar>?) throws(Raised) -> Value {
      let sizes = try List.make(context)
      guard let string else { return sizes.value }
      var place = 0
      while string[place] != 0, string[place] != CHAR_MAX {
        try sizes.append(context, Value(smallInt: Int64(string[place])))
        place += 1
      }
      // Says that the last size repeats, or does not.
      if place > 0 { try sizes.append(context, Value(smallInt: Int64(string[place]))) }
      return sizes.value
    }
    try set("int_curr_symbol", text(found.int_curr_symbol))
    try set("currency_symbol", text(found.currency_symbol))
    try set("mon_decimal_point", text(found.mon_decimal_point))
    try set("mon_thousands_sep", text(found.mon_thousands_sep))
    try set("mon_grouping", grouping(found.mon_grouping))
    try set("positive_sign", text(found.positive_sign))
    try set("negative_sign", text(found.negative_sign))
    for (name, number) in [
      ("int_frac_digits", found.int_frac_digits), ("frac_digits", found.frac_digits),
      ("p_cs_precedes", found.p_cs_precedes), ("p_sep_by_space", found.p_sep_by_space),
      ("n_cs_precedes", found.n_cs_precedes), ("n_sep_by_space", found.n_sep_by_space),
      ("p_sign_posn", found.p_sign_posn), ("n_sign_posn", found.n_sign_posn),
    ] as [(StaticString, CChar)] { try set(name, Value(smallInt: Int64(number))) }
    try set("decimal_point", text(found.decimal_point))
    try set("thousands_sep", text(found.thousands_sep))
    try set("grouping", grouping(found.grouping))
    return dict
  }

  private static let constants: [(name: StaticString, number: Int64)] = [
    ("ABDAY_1", 131072), ("ABDAY_2", 131073), ("ABDAY_3", 131074), ("ABDAY_4", 131075), ("ABDAY_5", 131076),
    ("ABDAY_6", 131077), ("ABDAY_7", 131078), ("ABMON_1", 131086), ("ABMON_10", 131095), ("ABMON_11", 131096),
    ("ABMON_12", 131097), ("ABMON_2", 131087), ("ABMON_3", 131088), ("ABMON_4", 131089), ("ABMON_5", 131090),
    ("ABMON_6", 131091), ("ABMON_7", 131092), ("ABMON_8", 131093), ("ABMON_9", 131094), ("ALT_DIGITS", 131119),
    ("AM_STR", 131110), ("CHAR_MAX", 127), ("CODESET", 14), ("CRNCYSTR", 262159), ("DAY_1", 131079),
    ("DAY_2", 131080), ("DAY_3", 131081), ("DAY_4", 131082), ("DAY_5", 131083), ("DAY_6", 131084), ("DAY_7", 131085),
    ("D_FMT", 131113), ("D_T_FMT", 131112), ("ERA", 131116), ("ERA_D_FMT", 131118), ("ERA_D_T_FMT", 131120),
    ("ERA_T_FMT", 131121), ("LC_ALL", 6), ("LC_COLLATE", 3), ("LC_CTYPE", 0), ("LC_MESSAGES", 5), ("LC_MONETARY", 4),
    ("LC_NUMERIC", 1), ("LC_TIME", 2), ("MON_1", 131098), ("MON_10", 131107), ("MON_11", 131108), ("MON_12", 131109),
    ("MON_2", 131099), ("MON_3", 131100), ("MON_4", 131101), ("MON_5", 131102), ("MON_6", 131103), ("MON_7", 131104),
    ("MON_8", 131105), ("MON_9", 131106), ("NOEXPR", 327681), ("PM_STR", 131111), ("RADIXCHAR", 65536),
    ("THOUSEP", 65537), ("T_FMT", 131114), ("T_FMT_AMPM", 131115), ("YESEXPR", 327680), ("_DATE_FMT", 131180),
  ]
}
