import CRuntime

extension UnitString {
  private static let searchSignature: StaticString = "(self, sub[, start[, end]], /)"

  private static let searching: [NativeEntry] = [
    .window("find", searchSignature) { c, a in
      bridge(c) { () throws(Raised) in Value(smallInt: Int64(try find(c, a, "find") ?? -1)) }
    },
    .window("rfind", searchSignature) { c, a in
      bridge(c) { () throws(Raised) in Value(smallInt: Int64(try find(c, a, "rfind", isLast: true) ?? -1)) }
    },
    .window("index", searchSignature) { c, a in
      bridge(c) { () throws(Raised) in Value(smallInt: Int64(try index(c, a, "index"))) }
    },
    .window("rindex", searchSignature) { c, a in
      bridge(c) { () throws(Raised) in Value(smallInt: Int64(try index(c, a, "rindex", isLast: true))) }
    },
    .window("count", searchSignature) { c, a in
      bridge(c) { () throws(Raised) in Value(smallInt: Int64(try count(c, a))) }
    },
    .window("startswith", "(self, prefix[, start[, end]], /)") { c, a in
      bridge(c) { () throws(Raised) in Value(try hasAffix(c, a, "startswith", isSuffix: false)) }
    },
    .window("endswith", "(self, suffix[, start[, end]], /)") { c, a in
      bridge(c) { () throws(Raised) in Value(try hasAffix(c, a, "endswith", isSuffix: true)) }
    },
    .two("removeprefix", "(self, prefix, /)") { c, s, prefix in
      bridge(c) { () throws(Raised) in try UnitString(s).withoutPrefix(c, prefix) }
    },
    .two("removesuffix", "(self, suffix, /)") { c, s, suffix in
      bridge(c) { () throws(Raised) in try UnitString(s).withoutSuffix(c, suffix) }
    },
  ]

  private static func stripping(_ signature: StaticString) -> [NativeEntry] {
    [
      .two("strip", signature) { c, s, set in
        bridge(c) { () throws(Raised) in try UnitString(s).stripped(c, set, "strip") }
      },
      .two("lstrip", signature) { c, s, set in
        bridge(c) { () throws(Raised) in try UnitString(s).stripped(c, set, "lstrip", right: false) }
      },
      .two("rstrip", signature) { c, s, set in
        bridge(c) { () throws(Raised) in try UnitString(s).stripped(c, set, "rstrip", left: false) }
      },
    ]
  }

  private static let splitting: [NativeEntry] = [
    .three("split", "(self, /, sep=None, maxsplit=-1)") { c, s, separator, limit in
      bridge(c) { () throws(Raised) in try UnitString(s).split(c, separator, limit, fromEnd: false) }
    },
    .three("rsplit", "(self, /, sep=None, maxsplit=-1)") { c, s, separator, limit in
      bridge(c) { () throws(Raised) in try UnitString(s).split(c, separator, limit, fromEnd: true) }
    },
    .window("splitlines", "(self, /, keepends=False)") { c, a in
      bridge(c) { () throws(Raised) in try UnitString(a[0]).lines(c, keepsEnds: c.isTrue(a[1])) }
    },
    .two("partition", "(self, sep, /)") { c, s, separator in
      bridge(c) { () throws(Raised) in try UnitString(s).partition(c, separator, fromEnd: false) }
    },
    .two("rpartition", "(self, sep, /)") { c, s, separator in
      bridge(c) { () throws(Raised) in try UnitString(s).partition(c, separator, fromEnd: true) }
    },
  ]

  private static func joining(_ signature: StaticString) -> NativeEntry {
    .two("join", signature) { c, s, parts in
      bridge(c) { () throws(Raised) in try UnitString(s).join(c, parts) }
    }
  }

  private static func padding(_ signature: StaticString) -> [NativeEntry] {
    [
      .window("ljust", signature) { c, a in
        bridge(c) { () throws(Raised) in try UnitString.padded(c, a, "ljust") { _, _ in 0 } }
      },
      .window("rjust", signature) { c, a in
        bridge(c) { () throws(Raised) in try UnitString.padded(c, a, "rjust") { missing, _ in missing } }
      },
      .window("center", signature) { c, a in
        bridge(c) { () throws(Raised) in
          try UnitString.padded(c, a, "center") { missing, width in missing / 2 + (missing & width & 1) }
        }
      },
    ]
  }

  private static let filling: [NativeEntry] = [
    .two("zfill", "(self, width, /)") { c, s, width in
      bridge(c) { () throws(Raised) in try UnitString(s).zeroFilled(c, width) }
    },
    .window("expandtabs", "(self, /, tabsize=8)") { c, a in
      bridge(c) { () throws(Raised) in try UnitString(a[0]).withTabsExpanded(c, a[1]) }
    },
  ]

  private static let cases: [NativeEntry] = [
    .one("upper") { c, s in bridge(c) { () throws(Raised) in try UnitString(s).uppercased(c) } },
    .one("lower") { c, s in bridge(c) { () throws(Raised) in try UnitString(s).lowercased(c) } },
    .one("title") { c, s in bridge(c) { () throws(Raised) in try UnitString(s).titled(c) } },
    .one("capitalize") { c, s in bridge(c) { () throws(Raised) in try UnitString(s).capitalized(c) } },
    .one("swapcase") { c, s in bridge(c) { () throws(Raised) in try UnitString(s).caseSwapped(c) } },
    .one("islower") { _, s in Value(UnitString(s).isAllLower) },
    .one("isupper") { _, s in Value(UnitString(s).isAllUpper) },
    .one("istitle") { _, s in Value(UnitString(s).isAllTitled) },
    .one("isalpha") { _, s in
      let string = UnitString(s)
      return string.all { string.isAlphabetic($0) }
    },
    .one("isdigit") { _, s in
      let string = UnitString(s)
      return string.all { string.isDigit($0) }
    },
    .one("isspace") { _, s in
      let string = UnitString(s)
      return string.all { string.isSpace($0) }
    },
    .one("isalnum") { _, s in
      let string = UnitString(s)
      return string.all { string.isAlphabetic($0) || string.isDigit($0) || string.isNumeric($0) }
    },
    .one("isascii") { _, s in Value(UnitString(s).isASCII) },
  ]

  /// The methods that the three types share; texts and bytes tell the parameters of some of them differently.
  static func methods(strip: StaticString, join: StaticString, fill: StaticString) -> [NativeEntry] {
    searching + stripping(strip) + splitting + [joining(join)] + padding(fill) + filling + cases
  }
}
