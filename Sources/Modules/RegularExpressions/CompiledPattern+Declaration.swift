import CRuntime
import Runtime

extension CompiledPattern {
  static let declaration = TypeDeclaration(
    native: .pattern, "re.Pattern", flags: [.hasWeakReferences],
    documentation: "Compiled regular expression object.",
    slots: [
      .noConstructor,
      .unary(.repr) { c, s in bridge(c) { () throws(Raised) in try CompiledPattern(s).representation(c).value } },
      .unary(.hash) { c, s in bridge(c) { () throws(Raised) in try PythonInt.make(c, CompiledPattern(s).hash(c)) } },
      .binary(.equal) { c, s, o in
        bridge(c) { () throws(Raised) in
          guard let other = CompiledPattern(ifHas: o) else { return .notImplemented }
          return Value(try CompiledPattern(s).isEqual(c, to: other))
        }
      },
    ],
    methods: [
      .window("match", "(self, /, string, pos=0, endpos=<unset>)") { c, a in
        bridge(c) { () throws(Raised) in try CompiledPattern(a[0]).find(c, .match, a) }
      },
      .window("fullmatch", "(self, /, string, pos=0, endpos=<unset>)") { c, a in
        bridge(c) { () throws(Raised) in try CompiledPattern(a[0]).find(c, .fullMatch, a) }
      },
      .window("search", "(self, /, string, pos=0, endpos=<unset>)") { c, a in
        bridge(c) { () throws(Raised) in try CompiledPattern(a[0]).find(c, .search, a) }
      },
      .window("sub", "(self, /, repl, string, count=0)") { c, a in
        bridge(c) { () throws(Raised) in try CompiledPattern(a[0]).substitute(c, a[1], a[2], a[3]).text }
      },
      .window("subn", "(self, /, repl, string, count=0)") { c, a in
        bridge(c) { () throws(Raised) in
          let (text, count) = try CompiledPattern(a[0]).substitute(c, a[1], a[2], a[3])
          return try Tuple.make(c, text, Value(smallInt: Int64(count))).value
        }
      },
      .window("findall", "(self, /, string, pos=0, endpos=<unset>)") { c, a in
        bridge(c) { () throws(Raised) in try CompiledPattern(a[0]).findAll(c, a).value }
      },
      .window("split", "(self, /, string, maxsplit=0)") { c, a in
        bridge(c) { () throws(Raised) in try CompiledPattern(a[0]).split(c, a[1], a[2]).value }
      },
      .window("finditer", "(self, /, string, pos=0, endpos=<unset>)") { c, a in
        bridge(c) { () throws(Raised) in try CompiledPattern(a[0]).iterator(c, a) }
      },
      .window("scanner", "(self, /, string, pos=0, endpos=<unset>)") { c, a in
        bridge(c) { () throws(Raised) in try PatternScanner.make(c, CompiledPattern(a[0]), a).value }
      },
      .one("__copy__") { _, s in s },
      .two("__deepcopy__", "(self, memo, /)") { _, s, _ in s },
      .classGetItem,
      .member("pattern") { _, s in CompiledPattern(s).source },
      .member("flags") { _, s in CompiledPattern(s).pointer.pointee.flags },
      .member("groups") { _, s in CompiledPattern(s).pointer.pointee.groups },
      .getter("groupindex", { c, s in
        bridge(c) { () throws(Raised) in try c.mappingProxy(of: CompiledPattern(s).groupIndex) }
      }),
    ])
}
