import CRuntime
import Runtime

/// The module `_csv`: rows of fields with commas between them, and the like.
enum SeparatedValues {
  static let module = ModuleDeclaration(
    "_csv", "Reading and writing rows of separated values.",
    functions: [
      .window("reader", "(iterator, dialect=<unset>, /, **fmtparams)", .function) { c, a in
        bridge(c) { () throws(Raised) in
          let lines = try c.iterator(over: a[0])
          return try RowReader.make(c, lines, RowDialect.make(c, a[1], Dict(a[2])))
        }
      },
      .window("writer", "(fileobj, dialect=<unset>, /, **fmtparams)", .function) { c, a in
        bridge(c) { () throws(Raised) in
          let write = try c.attributeIfAny(a[0], "write")
          if write.isEmpty || !c.isCallable(write) {
            throw c.raise(.typeError, "argument 1 must have a \"write\" method")
          }
          return try RowWriter.make(c, write, RowDialect.make(c, a[1], Dict(a[2])))
        }
      },
      .window("register_dialect", "(name, dialect=<unset>, /, **fmtparams)", .function) { c, a in
        bridge(c) { () throws(Raised) -> Void in
          if Text(ifHas: a[0]) == nil { throw c.raise(.typeError, "dialect name must be a string") }
          try dialects(c).set(c, a[0], to: RowDialect.make(c, a[1], Dict(a[2])).value)
        }
      },
      .one("unregister_dialect", "(name)", .function) { c, name in
        bridge(c) { () throws(Raised) -> Void in
          if try dialects(c).remove(c, name).isEmpty { throw raise(c, "unknown dialect") }
        }
      },
      .one("get_dialect", "(name)", .function) { c, name in
        bridge(c) { () throws(Raised) in try dialect(c, named: name) }
      },
      .none("list_dialects") { c in
        bridge(c) { () throws(Raised) in try dialects(c).list(c, of: .keys).value }
      },
      .one("field_size_limit", "(new_limit=<unset>)", .function) { c, limit in
        bridge(c) { () throws(Raised) in
          let old = fieldLimit(c)
          if !limit.isEmpty {
            if !c.isInt(limit) { throw c.raise(.typeError, "limit must be an integer") }
            c.set(.csvFieldLimit, to: try PythonInt.make(c, Int64(c.sizeArgument(limit))))
          }
          return Value(smallInt: Int64(old))
        }
      },
    ],
    nativeTypes: [RowDialect.declaration], hiddenTypes: [RowReader.declaration, RowWriter.declaration],
    fill: { (c, module) throws(Raised) in
      try module.set(c, "Error", error(c))
      try module.set(c, "_dialects", dialects(c).value)
      try module.set(c, "Reader", c.type(.csvReader).value)
      try module.set(c, "Writer", c.type(.csvWriter).value)
      for (name, style) in [
        ("QUOTE_MINIMAL", .minimal), ("QUOTE_ALL", .all), ("QUOTE_NONNUMERIC", .nonNumeric), ("QUOTE_NONE", .none),
        ("QUOTE_STRINGS", .strings), ("QUOTE_NOTNULL", .notNull),
      ] as [(StaticString, QuoteStyle)] {
        try module.set(c, name, Value(smallInt: style.rawValue))
      }
    })

  /// Which fields stand in quotes.
  enum QuoteStyle: Int64 { case minimal, all, nonNumeric, none, strings, notNull }

  // MARK: What the module keeps

  private static func error(_ context: Context) throws(Raised) -> Value {
    try context.value(of: .csvError) { () throws(Raised) in try context.makeException("_csv.Error", base: .exception) }
  }

  static func raise(_ context: Context, _ message: String) -> Raised {
    do throws(Raised) {
      return context.raise(Exception(try context.call(error(context), Text.make(context, message).value)))
    } catch {
      return error
    }
  }

  /// By name.
  private static func dialects(_ context: Context) throws(Raised) -> Dict {
    Dict(try context.value(of: .csvDialects) { () throws(Raised) in try Dict.make(context).value })
  }

  static func dialect(_ context: Context, named name: Value) throws(Raised) -> Value {
    let known = try dialects(context).value(context, for: name)
    if known.isEmpty { throw raise(context, "unknown dialect") }
    return known
  }

  /// The most characters that a field may have.
  static func fieldLimit(_ context: Context) -> Int {
    let limit = context.value(of: .csvFieldLimit)
    return limit.isEmpty ? 128 << 10 : PythonInt.int64(limit).map { Int($0) } ?? .max
  }
}
