import CRuntime
import Runtime

extension PatternMatch {
  static let declaration = TypeDeclaration(
    native: .match, "re.Match",
    documentation: """
      The result of re.match() and re.search().
      PatternMatch objects always have a boolean value of True.
      """,
    slots: [
      .noConstructor,
      .unary(.repr) { c, s in bridge(c) { () throws(Raised) in try PatternMatch(s).representation(c).value } },
      .binary(.getItem) { c, s, key in
        bridge(c) { () throws(Raised) in try PatternMatch(s).text(c, PatternMatch(s).number(c, key), orElse: .none) }
      },
    ],
    methods: [
      .window("group", "(self, /, *args)") { c, a in
        bridge(c) { () throws(Raised) in try PatternMatch(a[0]).group(c, Tuple(a[1])) }
      },
      .two("start", "(self, group=0, /)") { c, s, group in
        bridge(c) { () throws(Raised) in PatternMatch(s).start(try PatternMatch(s).number(c, group)) }
      },
      .two("end", "(self, group=0, /)") { c, s, group in
        bridge(c) { () throws(Raised) in PatternMatch(s).end(try PatternMatch(s).number(c, group)) }
      },
      .two("span", "(self, group=0, /)") { c, s, group in
        bridge(c) { () throws(Raised) in try PatternMatch(s).span(c, PatternMatch(s).number(c, group)).value }
      },
      .window("groups", "(self, /, default=None)") { c, a in
        bridge(c) { () throws(Raised) in try PatternMatch(a[0]).groups(c, orElse: a[1]).value }
      },
      .window("groupdict", "(self, /, default=None)") { c, a in
        bridge(c) { () throws(Raised) in try PatternMatch(a[0]).groupDict(c, orElse: a[1]).value }
      },
      .window("expand", "(self, /, template)") { c, a in
        bridge(c) { () throws(Raised) in try PatternMatch(a[0]).expand(c, a[1]) }
      },
      .one("__copy__") { _, s in s },
      .two("__deepcopy__", "(self, memo, /)") { _, s, _ in s },
      .classGetItem,
      .member("string") { _, s in PatternMatch(s).pointer.pointee.subject },
      .member("re") { _, s in PatternMatch(s).pointer.pointee.pattern },
      .member("pos") { _, s in PatternMatch(s).pointer.pointee.position },
      .member("endpos") { _, s in PatternMatch(s).pointer.pointee.endPosition },
      .getter("lastindex", { _, s in PatternMatch(s).pointer.pointee.lastIndex }),
      .getter("lastgroup", { c, s in PatternMatch(s).lastGroup(c) }),
      .getter("regs", { c, s in bridge(c) { () throws(Raised) in try PatternMatch(s).spans(c) } }),
    ])
}
