import CRuntime
import Runtime

extension Blake {
  static let module = ModuleDeclaration(
    "_blake2", "The BLAKE2 message digests.",
    nativeTypes: [
      declare(.blake2b, "_blake2.blake2b", longParameters) { c, type, a, n, k in
        initializing(c, "blake2b", signature, { c, a in construct(c, .blake2b, a) }, type, a, Int(n), k)
      },
      declare(.blake2s, "_blake2.blake2s", shortParameters) { c, type, a, n, k in
        initializing(c, "blake2s", signature, { c, a in construct(c, .blake2s, a) }, type, a, Int(n), k)
      },
    ],
    fill: { (c, module) throws(Raised) in
      try module.set(c, "_GIL_MINSIZE", Value(smallInt: 2048))
      try setLimits(
        c, module, .blake2b,
        ["BLAKE2B_SALT_SIZE", "BLAKE2B_PERSON_SIZE", "BLAKE2B_MAX_KEY_SIZE", "BLAKE2B_MAX_DIGEST_SIZE"])
      try setLimits(
        c, module, .blake2s,
        ["BLAKE2S_SALT_SIZE", "BLAKE2S_PERSON_SIZE", "BLAKE2S_MAX_KEY_SIZE", "BLAKE2S_MAX_DIGEST_SIZE"])
    })

  /// The sizes that a form allows, in the module and its class.
  private static func setLimits(
    _ context: Context, _ module: ModuleBuilder, _ form: BlakeForm, _ names: InlineArray<4, StaticString>
  ) throws(Raised) {
    let (type, most, salt) = (try context.type(form.nativeType), form.maximumSize, form.saltSize)
    let limits: InlineArray<4, Int> = [salt, salt, most, most]
    let ownNames: InlineArray<4, StaticString> = ["SALT_SIZE", "PERSON_SIZE", "MAX_KEY_SIZE", "MAX_DIGEST_SIZE"]
    for index in 0..<4 {
      let limit = Value(smallInt: Int64(limits[index]))
      try module.set(context, names[index], limit)
      try type.dict(context).set(context, context.interned(ownNames[index]), to: limit)
    }
  }

  private static let signature: StaticString = """
    (type, /, data=<unset>, *, digest_size=<unset>, key=<unset>, salt=<unset>, person=<unset>, fanout=<unset>, \
    depth=<unset>, leaf_size=<unset>, node_offset=<unset>, node_depth=<unset>, inner_size=<unset>, \
    last_node=<unset>, usedforsecurity=True, string=<unset>)
    """

  /// As programs see it.
  private static let longParameters: StaticString = """
    (data=b'', *, digest_size=_blake2.blake2b.MAX_DIGEST_SIZE,
            key=b'', salt=b'', person=b'', fanout=1, depth=1, leaf_size=0,
            node_offset=0, node_depth=0, inner_size=0, last_node=False,
            usedforsecurity=True, string=None)
    """
  private static let shortParameters: StaticString = """
    (data=b'', *, digest_size=_blake2.blake2s.MAX_DIGEST_SIZE,
            key=b'', salt=b'', person=b'', fanout=1, depth=1, leaf_size=0,
            node_offset=0, node_depth=0, inner_size=0, last_node=False,
            usedforsecurity=True, string=None)
    """

  private static func construct(_ context: Context, _ form: BlakeForm, _ a: UnsafeMutablePointer<Value>) -> Value {
    bridge(context) { () throws(Raised) in
      let parameters = try BlakeParameters(context, form, a)
      let key = a[3].isEmpty ? nil : try context.bytesLike(a[3])
      let hash = try make(
        context, form, parameters, key: UnsafeRawBufferPointer(start: key?.base, count: parameters.keySize))
      try hash.updateFirst(context, data: a[1], string: a[14])
      return hash.value
    }
  }

  private static func declare(
    _ form: BlakeForm, _ name: StaticString, _ parameters: StaticString, _ new: WindowFunction
  ) -> TypeDeclaration {
    TypeDeclaration(
      native: form.nativeType, name, trace: .leaf, documentation: "A hash object of BLAKE2.",
      signature: parameters,
      slots: [.window(.new, new)],
      methods: [
        .two("update", "(self, data, /)") { c, s, bytes in
          bridge(c) { () throws(Raised) -> Void in try Blake(s).update(c, bytes) }
        },
        .one("digest") { c, s in bridge(c) { () throws(Raised) in try Bytes.make(c, Blake(s).digest(c)).value } },
        .one("hexdigest") { c, s in bridge(c) { () throws(Raised) in try c.hexadecimal(Blake(s).digest(c)) } },
        .one("copy") { c, s in bridge(c) { () throws(Raised) in try Blake(s).copy(c).value } },
        .getter("name", { c, s in bridge(c) { () throws(Raised) in try Text.make(c, Blake(s).form.name).value } }),
        .getter("block_size", { _, s in Value(smallInt: Int64(Blake(s).form.blockSize)) }),
        .getter("digest_size", { _, s in Value(smallInt: Int64(Blake(s).size)) }),
      ])
  }
}
