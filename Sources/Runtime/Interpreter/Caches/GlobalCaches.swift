import Bytecode
import CRuntime

// Inline caches of global variables: the site holds the variable's cell in the globals, so that reading it is one load.
// A built-in needs two cells, since a global of its name may appear: that of the globals, empty as long as none does.
//
// The cells are those of one namespace. Code that runs with several (a source executed again and again) has no such
// caches from its second function on.

/// What a code object's caches of global variables may be.
enum GlobalCachePolicy: UInt32 {
  case cached
  /// Functions of this code have different globals.
  case uncached
}

extension Code {
  /// Notes the namespaces of a function that is being made of this code.
  @inline(__always)
  func noteGlobals(_ globals: Value, _ builtins: Value) {
    let layout = pointer
    if layout.pointee.globalsIdentity == globals.bits, layout.pointee.builtinsIdentity == builtins.bits { return }
    noteOtherGlobals(globals, builtins)
  }

  @inline(never)
  private func noteOtherGlobals(_ globals: Value, _ builtins: Value) {
    if pointer.pointee.globalsIdentity == 0 {
      pointer.pointee.globalsIdentity = globals.bits
      pointer.pointee.builtinsIdentity = builtins.bits
      return
    }
    store_relaxed_u32(&pointer.pointee.globalPolicy, GlobalCachePolicy.uncached.rawValue)
    giveUpCompiling()
    for index in 0..<Int(pointer.pointee.instructionCount) {
      switch instructionWords[index].trustedOpcode {
      case .loadGlobalCell, .loadBuiltinCell, .loadNameCell, .storeNameCell: restore(index)
      default: break
      }
    }
  }

  var cachesGlobals: Bool {
    load_relaxed_u32(&pointer.pointee.globalPolicy) == GlobalCachePolicy.cached.rawValue
  }
}

extension UnsafeMutablePointer where Pointee == Frame {
  /// Whether the local namespace is the globals: in a module's body.
  @inline(__always)
  var localsAreGlobals: Bool { pointee.locals == function.pointer.pointee.globals }

  /// The same, or there is no local namespace: what the frame assigns to by a cell is a global variable.
  @inline(__always)
  var storesGlobals: Bool { pointee.locals.isEmpty || localsAreGlobals }
}

extension Activation {
  /// Gives a load of a global variable its cell, or the two of a built-in.
  func cacheGlobal(_ name: Value, as opcode: Opcode) throws(Raised) {
    guard let (site, globals) = globalSite() else { return }
    if try !globals.value(context, for: name).isEmpty {
      return site.specialise(context, as: opcode, Value(try globals.cell(context, for: name).object))
    }
    guard opcode == .loadGlobalCell, let builtins = Dict(ifExactly: frame.function.pointer.pointee.builtins),
      try !builtins.value(context, for: name).isEmpty
    else { return }
    let global = try globals.cell(context, for: name)
    let builtin = try builtins.cell(context, for: name)
    guard
      let pair = CacheRecord.make(
        context, .moduleVariable, shape: 0, owner: Value(global.object), value: Value(builtin.object))
    else { return }
    site.specialise(context, as: .loadBuiltinCell, pair.value)
  }

  /// Gives an assignment to a global variable its cell.
  func cacheGlobalStore(_ name: Value) throws(Raised) {
    guard let (site, globals) = globalSite() else { return }
    if try globals.value(context, for: name).isEmpty { return }
    site.specialise(context, as: .storeNameCell, Value(try globals.cell(context, for: name).object))
  }

  /// Nil where the site is not worth a cache, or the code's globals are not one plain dict.
  private func globalSite() -> (CacheSite, Dict)? {
    guard let globals = Dict(ifExactly: frame.function.pointer.pointee.globals) else { return nil }
    guard frame.code.cachesGlobals, let site = cacheSite() else { return nil }
    return (site, globals)
  }
}
