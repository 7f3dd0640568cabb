import CRuntime
import Runtime

extension Sponge {
  static let module = ModuleDeclaration(
    "_sha3", "The SHA-3 message digests.",
    nativeTypes: [
      declare(.sha3_224, "_sha3.sha3_224") { c, _, a, n, k in construct(c, .sha3_224, a, n, k, new224) },
      declare(.sha3_256, "_sha3.sha3_256") { c, _, a, n, k in construct(c, .sha3_256, a, n, k, new256) },
      declare(.sha3_384, "_sha3.sha3_384") { c, _, a, n, k in construct(c, .sha3_384, a, n, k, new384) },
      declare(.sha3_512, "_sha3.sha3_512") { c, _, a, n, k in construct(c, .sha3_512, a, n, k, new512) },
      declare(.shake128, "_sha3.shake_128") { c, _, a, n, k in construct(c, .shake128, a, n, k, newShake128) },
      declare(.shake256, "_sha3.shake_256") { c, _, a, n, k in construct(c, .shake256, a, n, k, newShake256) },
    ],
    fill: { (c, module) throws(Raised) in
      try module.set(c, "_GIL_MINSIZE", Value(smallInt: 2048))
      try module.set(c, "implementation", "Taipan")
    })

  // A constructor is known by its body, so each class has one.
  private static let new224: ArgumentsFunction = { c, a in make(c, .sha3_224, a) }
  private static let new256: ArgumentsFunction = { c, a in make(c, .sha3_256, a) }
  private static let new384: ArgumentsFunction = { c, a in make(c, .sha3_384, a) }
  private static let new512: ArgumentsFunction = { c, a in make(c, .sha3_512, a) }
  private static let newShake128: ArgumentsFunction = { c, a in make(c, .shake128, a) }
  private static let newShake256: ArgumentsFunction = { c, a in make(c, .shake256, a) }

  private static func construct(
    _ context: Context, _ form: SpongeForm, _ arguments: UnsafeMutablePointer<Value>, _ count: Int64, _ names: Value,
    _ body: ArgumentsFunction
  ) -> Value {
    bridge(context) { () throws(Raised) in
      let type = try context.type(form.nativeType).value
      return initializing(
        context, form.name, "(type, /, data=<unset>, *, usedforsecurity=True, string=<unset>)", body, type, arguments,
        Int(count), names)
    }
  }

  private static func make(_ context: Context, _ form: SpongeForm, _ a: UnsafeMutablePointer<Value>) -> Value {
    bridge(context) { () throws(Raised) in
      let sponge = try Sponge.make(context, form)
      try sponge.updateFirst(context, data: a[1], string: a[3])
      return sponge.value
    }
  }

  private static func declare(_ form: SpongeForm, _ name: StaticString, _ new: WindowFunction) -> TypeDeclaration {
    TypeDeclaration(
      native: form.nativeType, name, trace: .leaf, documentation: "A hash object of SHA-3.", slots: [.window(.new, new)],
      methods: (form.isExtendable ? extendable : fixed) + [
        .two("update", "(self, data, /)") { c, s, bytes in
          bridge(c) { () throws(Raised) -> Void in try Sponge(s).update(c, bytes) }
        },
        .one("copy") { c, s in bridge(c) { () throws(Raised) in try Sponge(s).copy(c).value } },
        .getter("name", { c, s in bridge(c) { () throws(Raised) in try Text.make(c, Sponge(s).form.name).value } }),
        .getter("block_size", { _, s in Value(smallInt: Int64(Sponge(s).form.rate)) }),
        .getter("digest_size", { _, s in Value(smallInt: Int64(Sponge(s).form.size)) }),
        .getter("_capacity_bits", { _, s in Value(smallInt: Int64(8 * Sponge(s).form.capacity)) }),
        .getter("_rate_bits", { _, s in Value(smallInt: Int64(8 * Sponge(s).form.rate)) }),
        .getter("_suffix", { c, s in
          bridge(c) { () throws(Raised) in try Bytes.make(c, [Sponge(s).form.suffix]).value }
        }),
      ])
  }

  private static let fixed: [NativeEntry] = [
    .one("digest") { c, s in bridge(c) { () throws(Raised) in try Bytes.make(c, Sponge(s).digest(c)).value } },
    .one("hexdigest") { c, s in bridge(c) { () throws(Raised) in try c.hexadecimal(Sponge(s).digest(c)) } },
  ]

  private static let extendable: [NativeEntry] = [
    .window("digest", "(self, /, length)") { c, a in
      bridge(c) { () throws(Raised) in try Bytes.make(c, Sponge(a[0]).digest(c, length: a[1])).value }
    },
    .window("hexdigest", "(self, /, length)") { c, a in
      bridge(c) { () throws(Raised) in try c.hexadecimal(Sponge(a[0]).digest(c, length: a[1])) }
    },
  ]
}
