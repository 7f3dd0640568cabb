import CRuntime
import Runtime

/// The modules `_md5`, `_sha1` and `_sha2`, and with them `_sha3` and `_blake2`.
enum Digests {
  static let modules = [
    ModuleDeclaration(
      "_md5", "The MD5 message digest.", functions: [function("md5") { c, a in make(c, .md5, a) }],
      hiddenTypes: [declare(.md5, "_md5.md5")],
      fill: { (c, module) throws(Raised) in
        try module.set(c, "MD5Type", c.type(.md5).value)
        try module.set(c, "_GIL_MINSIZE", Value(smallInt: 2048))
      }),
    ModuleDeclaration(
      "_sha1", "The SHA-1 message digest.", functions: [function("sha1") { c, a in make(c, .sha1, a) }],
      hiddenTypes: [declare(.sha1, "_sha1.sha1")],
      fill: { (c, module) throws(Raised) in
        try module.set(c, "SHA1Type", c.type(.sha1).value)
        try module.set(c, "_GIL_MINSIZE", Value(smallInt: 2048))
      }),
    ModuleDeclaration(
      "_sha2", "The SHA-2 message digests.",
      functions: [
        function("sha224") { c, a in make(c, .sha224, a) },
        function("sha256") { c, a in make(c, .sha256, a) },
        function("sha384") { c, a in make(c, .sha384, a) },
        function("sha512") { c, a in make(c, .sha512, a) },
      ],
      nativeTypes: [
        declare(.sha224, "_sha2.SHA224Type"), declare(.sha256, "_sha2.SHA256Type"),
        declare(.sha384, "_sha2.SHA384Type"), declare(.sha512, "_sha2.SHA512Type"),
      ],
      fill: { (c, module) throws(Raised) in try module.set(c, "_GIL_MINSIZE", Value(smallInt: 2048)) }),
    Sponge.module, Blake.module,
  ]

  private static func function(_ name: StaticString, _ body: ArgumentsFunction) -> NativeEntry {
    .window(name, "(data=<b''>, *, usedforsecurity=True, string=<None>)", .function, body)
  }

  private static func make(_ context: Context, _ form: DigestForm, _ a: UnsafeMutablePointer<Value>) -> Value {
    bridge(context) { () throws(Raised) in
      let digest = try Digest.make(context, form)
      try digest.updateFirst(context, data: a[0], string: a[2])
      return digest.value
    }
  }

  private static func declare(_ form: DigestForm, _ name: StaticString) -> TypeDeclaration {
    TypeDeclaration(
      native: form.nativeType, name, trace: .leaf, slots: [.noConstructor],
      methods: [
        .two("update", "(self, obj, /)") { c, s, bytes in
          bridge(c) { () throws(Raised) -> Void in try Digest(s).update(c, bytes) }
        },
        .one("digest") { c, s in bridge(c) { () throws(Raised) in try Bytes.make(c, Digest(s).digest(c)).value } },
        .one("hexdigest") { c, s in bridge(c) { () throws(Raised) in try c.hexadecimal(Digest(s).digest(c)) } },
        .one("copy") { c, s in bridge(c) { () throws(Raised) in try Digest(s).copy(c).value } },
        .getter("name", { c, s in bridge(c) { () throws(Raised) in try Text.make(c, Digest(s).form.name).value } }),
        .getter("block_size", { _, s in Value(smallInt: Int64(Digest(s).form.blockSize)) }),
        .getter("digest_size", { _, s in Value(smallInt: Int64(Digest(s).form.size)) }),
      ])
  }
}
