import CRuntime
import Runtime

// Machine code that other runs may use, and that other runs have made.

extension JustInTimeCompiler {
  /// How large the directory may become, in bytes.
  private static var cacheBound: Int { 128 << 20 }
  /// After so many bytes that were kept it is looked at again.
  private static var trimmingInterval: Int { 8 << 20 }

  /// What the cache knows a graph by.
  struct EncodedGraph: Sendable {
    let key: CodeCache.Key
    let literals: Literals
  }

  /// Nil where there is no cache.
  func encode(_ job: Job) -> EncodedGraph? {
    if cache == nil { return nil }
    return store.timing(.cache) {
      let encoder = GraphEncoder(job.graph, instructions: job.instructions)
      return EncodedGraph(key: CodeCache.key(of: encoder.bytes), literals: encoder.literals)
    }
  }

  /// Uses machine code that an earlier run has kept, at once: that takes less than building the graph did. So runs that do
  /// the same find the same machine code at the same moment, and what follows from that is the same again. False where there
  /// is none.
  func useKept(_ job: Job) -> Bool {
    guard let cache, let encoded = job.encoded else { return false }
    guard let found = store.timing(.cache, { cache.find(encoded.key, for: job.graph, encoded.literals) }) else {
      store.count { $0.cacheMisses += 1 }
      return false
    }
    store.count {
      $0.cacheHits += 1
      $0.cacheBytesRead += found.size
    }
    do throws(BackendError) {
      try install(job, fromCache: true) { (exits) throws(BackendError) in try load(found.image, job, exits: exits) }
    } catch {
      if options.log != .none { report("taipan: nothing is loaded: \(error.message)") }
      store.count { $0.failures += 1 }
      giveUp(job.code.compilation)
    }
    return true
  }

  /// Keeps what a graph was compiled to.
  func keep(_ image: CodeImage, _ job: Job) {
    guard let cache, let key = job.encoded?.key else { return }
    store.timing(.cache) {
      guard let size = cache.keep(image, as: key) else { return }
      store.count { $0.cacheBytesWritten += size }
      let kept = (keptBytes ?? Self.trimmingInterval) + size
      keptBytes = kept < Self.trimmingInterval ? kept : 0
      if kept >= Self.trimmingInterval { cache.trim(to: Self.cacheBound) }
    }
  }
}
