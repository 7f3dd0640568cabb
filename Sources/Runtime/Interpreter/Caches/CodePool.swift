import Bytecode
import CRuntime

// What a code object's instructions refer to by index: constants upwards, inline caches downwards, from one address that
// the interpreter keeps in a register.
//
//     ┌────────┬────────┬─────┬─────────┬─────────┬────────────┬────────────┬─────
//     │ header │ counts │  …  │ cache 1 │ cache 0 │ constant 0 │ constant 1 │ …
//     └────────┴────────┴─────┴─────────┴─────────┴────────────┴────────────┴─────
//                                                 ▲ constants
//
// A cache is one word, so that one store publishes it: a `CacheRecord`, the `GlobalCell` of a variable, or the
// interpreter's *vacant* record, which matches nothing. Caches keep nothing alive; `CacheRegistry` says how.

struct CodePoolLayout: BitwiseCopyable {
  var header: ObjectHeader
  var cacheCount: UInt32
  var constantCount: UInt32
}

struct CodePool: ObjectReference {
  let pointer: UnsafeMutablePointer<CodePoolLayout>
  init(pointer: UnsafeMutablePointer<CodePoolLayout>) { self.pointer = pointer }
  static var kind: Kind { .codePool }

  static var traceRule: TraceRule {
    .function { object, marker in
      let pool = CodePool(Value(object))
      let marker = Marker(opaque: marker)
      for index in 0..<Int(pool.pointer.pointee.constantCount) { marker.mark(pool.constants[index]) }
    }
  }

  var cacheCount: Int { Int(pointer.pointee.cacheCount) }

  var constants: UnsafeMutablePointer<Value> {
    UnsafeMutableRawPointer(pointer + 1).assumingMemoryBound(to: Value.self) + cacheCount
  }

  static func make(_ context: Context, cacheCount: Int, constantCount: Int) throws(Raised) -> CodePool {
    let size = MemoryLayout<CodePoolLayout>.size + (cacheCount + constantCount) * MemoryLayout<Value>.size
    let pool = CodePool(pointer: try context.allocate(size, .plain).assumingMemoryBound(to: CodePoolLayout.self))
    pool.pointer.pointee = CodePoolLayout(
      header: header, cacheCount: UInt32(cacheCount), constantCount: UInt32(constantCount))
    let vacant = Interpreter(of: context).vacantRecord
    for site in 0..<cacheCount { pool.constants[-1 - site] = vacant }
    return pool
  }
}

extension UnsafePointer where Pointee == Value {
  /// The inline cache of a site, seen from the address of the constants.
  @inline(__always)
  func cache(_ site: UInt16) -> Value { load(self - 1 - Int(site)) }
}

extension CodeObject {
  /// How many inline caches the instructions may need; a site's index has 16 bits.
  var cacheSiteCount: Int {
    var count = 0
    for word in instructions where word.opcode?.hasCache ?? false { count += 1 }
    return min(count, Int(UInt16.max))
  }
}

extension Opcode {
  /// Whether the interpreter may give the instruction an inline cache.
  fileprivate var hasCache: Bool {
    switch self {
    case .loadGlobal, .storeGlobal, .loadName, .storeName, .loadAttribute, .storeAttribute, .loadMethod, .loadSuperMethod, .call:
      true
    default: false
    }
  }
}
