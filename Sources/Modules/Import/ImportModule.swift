import CRuntime
import Runtime

/// The module `_imp`: what the library's `importlib` needs of the interpreter.
enum ImportModule {
  static let module = ModuleDeclaration(
    "_imp", "(Extremely) low-level import machinery bits as used by importlib.",
    functions: locking + builtinModules + frozenModules + extensions,
    fill: { (c, module) throws(Raised) in
      try module.set(c, "check_hash_based_pycs", "default")
      try module.set(c, "pyc_magic_number_token", PythonInt.make(c, Int64(Context.bytecodeMagic)))
    })

  // MARK: The lock

  private static func lock(_ context: Context) throws(Raised) -> RecursiveLock {
    RecursiveLock(try context.importLock { () throws(Raised) in try RecursiveLock.allocate(context).value })
  }

  private static let locking: [NativeEntry] = [
    .none("acquire_lock") { c in
      bridge(c) { () throws(Raised) -> Void in _ = try lock(c).acquire(c, until: .never) }
    },
    .none("release_lock") { c in
      bridge(c) { () throws(Raised) -> Void in
        let lock = try lock(c)
        if !lock.isOwned(by: c) { throw c.raise(.runtimeError, "not holding the import lock") }
        try lock.release(c)
      }
    },
    .none("lock_held") { c in bridge(c) { () throws(Raised) in Value(try lock(c).isHeld) } },
  ]

  // MARK: Modules of the interpreter's own

  private static func name(_ context: Context, ofSpec spec: Value) throws(Raised) -> Text {
    let name = try context.getAttribute(spec, Text.interned(context, Text.make(context, "name")).value)
    return try Text.interned(context, context.textArgument(name, "spec.name"))
  }

  private static let builtinModules: [NativeEntry] = [
    .one("is_builtin", "(name, /)", .function) { c, name in
      bridge(c) { () throws(Raised) in
        let text = try c.textArgument(name, "is_builtin() argument")
        if text == "sys" || text == "builtins" { return Value(smallInt: -1) }
        return Value(smallInt: c.isBuiltinModule(text) ? 1 : 0)
      }
    },
    .one("create_builtin", "(spec, /)", .function) { c, spec in
      bridge(c) { () throws(Raised) in try c.builtinModule(name(c, ofSpec: spec)) }
    },
    .one("exec_builtin", "(mod, /)", .function) { _, _ in Value(smallInt: 0) },
  ]

  // MARK: Frozen modules, of which there are none

  private static func raiseNotFrozen(_ context: Context, _ name: Value) throws(Raised) -> Raised {
    let shown = String(try context.str(name))
    return context.raise(.importError, "No such frozen object named \(shown)")
  }

  private static let frozenModules: [NativeEntry] = [
    .one("is_frozen", "(name, /)", .function) { _, _ in .false },
    .one("is_frozen_package", "(name, /)", .function) { c, name in
      bridge(c) { () throws(Raised) -> Void in throw try raiseNotFrozen(c, name) }
    },
    .window("find_frozen", "(name, /, *, withdata=False)", .function) { _, _ in .none },
    .two("get_frozen_object", "(name, data=None, /)", .function) { c, name, _ in
      bridge(c) { () throws(Raised) -> Void in throw try raiseNotFrozen(c, name) }
    },
    .one("init_frozen", "(name, /)", .function) { _, _ in .none },
    .none("_frozen_module_names") { c in bridge(c) { () throws(Raised) in try List.make(c).value } },
    .one("_override_frozen_modules_for_tests", "(override, /)", .function) { _, _ in .none },
  ]

  // MARK: Extension modules, of which there are none, and cached code

  private static let extensions: [NativeEntry] = [
    .none("extension_suffixes") { c in bridge(c) { () throws(Raised) in try List.make(c).value } },
    .two("create_dynamic", "(spec, file=None<unset>, /)", .function) { c, spec, _ in
      bridge(c) { () throws(Raised) -> Void in
        let text = try name(c, ofSpec: spec)
        throw c.raise(.importError, "extension modules cannot be loaded: \(String(text))")
      }
    },
    .one("exec_dynamic", "(mod, /)", .function) { _, _ in Value(smallInt: 0) },
    .one("_override_multi_interp_extensions_check", "(override, /)", .function) { _, _ in Value(smallInt: 0) },
    .two("_fix_co_filename", "(code, path, /)", .function) { c, code, path in
      bridge(c) { () throws(Raised) -> Void in
        try c.relocate(code, to: c.textArgument(path, "_fix_co_filename() argument 2"))
      }
    },
    .window("source_hash", "(key, source)", .function) { c, a in
      bridge(c) { () throws(Raised) in
        let key = UInt64(bitPattern: PythonInt.int64(try c.index(of: a[0])) ?? 0)
        let bytes = try c.bytesLike(a[1])
        let hash = HashKey(number: key).hash(UnsafeRawBufferPointer(start: bytes.base, count: bytes.count))
        return try Bytes.make(c, (0..<8).map { UInt8(truncatingIfNeeded: hash >> (8 * $0)) }).value
      }
    },
  ]
}
