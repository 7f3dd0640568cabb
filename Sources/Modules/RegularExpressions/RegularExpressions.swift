import CRuntime
import Runtime

/// The module `_sre`, which `re` compiles for.
enum RegularExpressions {
  static let module = ModuleDeclaration(
    "_sre", "",
    functions: [
      .window(
        "compile",
        """
        (pattern, flags, code, groups, groupindex,
                indexgroup)
        """, .function
      ) { c, a in
        bridge(c) { () throws(Raised) in try CompiledPattern.compile(c, a).value }
      },
      .two("template", "(pattern, template, /)", .function) { c, pattern, parts in
        bridge(c) { () throws(Raised) in try ReplacementTemplate.make(c, pattern, parts).value }
      },
      .none("getcodesize") { _ in Value(smallInt: SourceFormat.codeSize) },
      .one("ascii_iscased", "(character, /)", .function) { c, code in isCased(c, code, .ascii) },
      .one("unicode_iscased", "(character, /)", .function) { c, code in isCased(c, code, .unicode) },
      .one("ascii_tolower", "(character, /)", .function) { c, code in lower(c, code, .ascii) },
      .one("unicode_tolower", "(character, /)", .function) { c, code in lower(c, code, .unicode) },
    ],
    hiddenTypes: [CompiledPattern.declaration, PatternMatch.declaration, PatternScanner.declaration, ReplacementTemplate.declaration],
    fill: { (c, module) throws(Raised) in
      try module.set(c, "MAGIC", Value(smallInt: SourceFormat.magic))
      try module.set(c, "CODESIZE", Value(smallInt: SourceFormat.codeSize))
      try module.set(c, "MAXREPEAT", Value(smallInt: Int64(SourceFormat.unlimited)))
      try module.set(c, "MAXGROUPS", Value(smallInt: SourceFormat.maximumGroups))
    })

  private static func isCased(_ context: Context, _ code: Value, _ folding: CaseFolding) -> Value {
    bridge(context) { () throws(Raised) in
      Value(folding.isCased(UInt32(bitPattern: try context.intArgument(code))))
    }
  }

  private static func lower(_ context: Context, _ code: Value, _ folding: CaseFolding) -> Value {
    bridge(context) { () throws(Raised) in
      Value(smallInt: Int64(Int32(bitPattern: folding.lower(UInt32(bitPattern: try context.intArgument(code))))))
    }
  }
}

extension PatternScanner {
  static let declaration = TypeDeclaration(
    native: .scanner, "_sre.SRE_Scanner",
    slots: [.noConstructor],
    methods: [
      .one("match") { c, s in bridge(c) { () throws(Raised) in try PatternScanner(s).find(c, .match) } },
      .one("search") { c, s in bridge(c) { () throws(Raised) in try PatternScanner(s).find(c, .search) } },
      .member("pattern") { _, s in PatternScanner(s).pointer.pointee.pattern },
    ])
}

extension ReplacementTemplate {
  static let declaration = TypeDeclaration(
    native: .replacementTemplate, "_sre.SRE_Template", slots: [.noConstructor])
}
