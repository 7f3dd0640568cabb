import CRuntime
import Glibc
import Runtime
import Testing

@testable import JIT

/// Machine code that is kept on disk: another interpreter uses it, and nothing that is wrong with it does harm.
@Suite(.serialized, .enabled(if: CodeCache.isSupported && (try? CodeGenerator()) != nil)) struct CodeCacheTests {
  private let program = mixedProgram(calls: 20) + "stats = jit.stats()\n"

  /// A directory that is gone afterwards.
  private func withDirectory(_ body: (String) throws -> Void) rethrows {
    var template = Array("/tmp/taipan-cache-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else { preconditionFailure("no directory") }
    let path = String(cString: made)
    defer {
      for name in files(path) { unlink(path + "/" + name) }
      rmdir(path)
    }
    try body(path)
  }

  private func files(_ directory: String) -> [String] {
    guard let stream = opendir(directory) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  private func read(_ path: String) -> [UInt8] {
    guard let file = fopen(path, "r") else { return [] }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    let count = fread(&bytes, 1, bytes.count, file)
    return Array(bytes.prefix(count))
  }

  private func write(_ bytes: [UInt8], to path: String) {
    guard let file = fopen(path, "w") else { return }
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
  }

  /// Runs the program and then a check of its statistics.
  private func run(_ directory: String, _ check: String, at location: SourceLocation = #_sourceLocation) {
    var options = CompilerOptions()
    options.cacheDirectory = directory
    JITTests.check(program + check, .threshold(4), options, at: location)
  }

  private let compilesAll = "assert stats['cache_hits'] == 0 < stats['cache_misses'] == stats['compilations'], stats"
  private let loadsAll = """
    assert stats['cache_misses'] == stats['cache_bytes_written'] == 0 < stats['cache_hits'] == stats['compilations'], stats
    assert stats['seconds']['emit'] == stats['seconds']['lower'] == 0 < stats['cache_bytes_read'], stats
    """

  @Test func anotherRunLoadsAllThatWasCompiled() {
    withDirectory { directory in
      run(directory + "/deep", compilesAll)
      #expect(files(directory + "/deep").count > 5)
      run(directory + "/deep", loadsAll)
      for name in files(directory + "/deep") { unlink(directory + "/deep/" + name) }
      rmdir(directory + "/deep")
    }
  }

  @Test func filesDependOnNothingThatOnlyOneRunHas() {
    withDirectory { first in
      withDirectory { second in
        run(first, compilesAll)
        // Shapes and addresses are others.
        JITTests.check("class A: pass\n" + "a = A(); a.x = a.y = [object() for i in range(100)]", .off)
        var options = CompilerOptions()
        options.cacheDirectory = second
        JITTests.check(
          "keep = [type('C', (), {})() for i in range(50)]\nfor i, k in enumerate(keep): setattr(k, f'a{i}', i)\n" + program,
          .threshold(4), options)
        let shared = files(first).filter { files(second).contains($0) }
        // The script itself is another one.
        #expect(shared.count >= files(first).count - 1)
        for name in shared { #expect(read(first + "/" + name) == read(second + "/" + name)) }
      }
    }
  }

  @Test func damagedFilesAreReplaced() {
    withDirectory { directory in
      run(directory, compilesAll)
      let names = files(directory)
      let whole = names.map { read(directory + "/" + $0) }
      let damages: [(String, ([UInt8]) -> [UInt8])] = [
        ("empty", { _ in [] }), ("short", { Array($0.dropLast()) }), ("half", { Array($0.prefix($0.count / 2)) }),
        ("long", { $0 + [0] }), ("header", { Array($0.prefix(72)) }), ("zeros", { $0.map { _ in 0 } }),
        ("first", { [$0[0] ^ 1] + $0.dropFirst() }), ("last", { $0.dropLast() + [$0[$0.count - 1] ^ 0x80] }),
        ("other", { _ in whole[names.count - 1] }),
      ]
      for (kind, damage) in damages {
        for (name, bytes) in zip(names, whole) where kind != "other" || name != names.last {
          write(damage(bytes), to: directory + "/" + name)
        }
        run(directory, kind == "other" ? "assert stats['cache_hits'] <= 2, stats" : compilesAll)
        #expect(names.map { read(directory + "/" + $0) } == whole, "\(kind)")
      }
      for name in names {
        var bytes = read(directory + "/" + name)
        bytes[Int.random(in: 72..<bytes.count)] ^= 1 << UInt8.random(in: 0..<8)
        write(bytes, to: directory + "/" + name)
      }
      run(directory, compilesAll)
      run(directory, loadsAll)
    }
  }

  @Test func filesThatOthersMayWriteAreNotTrusted() {
    withDirectory { directory in
      run(directory, compilesAll)
      let names = files(directory)
      for name in names { chmod(directory + "/" + name, 0o666) }
      run(directory, compilesAll)
      run(directory, loadsAll)
      // Nor are links and what is no file.
      rename(directory + "/" + names[0], directory + "/elsewhere")
      symlink("elsewhere", directory + "/" + names[0])
      unlink(directory + "/" + names[1])
      mkfifo(directory + "/" + names[1], 0o600)
      run(directory, "assert stats['cache_misses'] == 2, stats")
    }
  }

  @Test func directoriesThatWillNotDoAreNotUsed() {
    for directory in ["/dev/null", "/dev/null/cache", "/proc/cache", "/proc/self/cache/deep", String(repeating: "x/", count: 4000)] {
      run(directory, compilesAll + "\nassert stats['cache_bytes_written'] == 0, stats")
    }
    withDirectory { directory in
      run(directory, compilesAll)
      for name in files(directory) {
        unlink(directory + "/" + name)
        mkdir(directory + "/" + name, 0o700)
      }
      run(directory, compilesAll + "\nassert stats['cache_bytes_written'] == 0, stats")
      #expect(!files(directory).contains { $0.hasPrefix(".") })
      for name in files(directory) { rmdir(directory + "/" + name) }
    }
  }

  @Test func loadedCodeIsFreedAndShown() {
    withDirectory { directory in
      var options = CompilerOptions()
      options.cacheDirectory = directory
      options.memoryLimit = 64 << 10
      for isWarm in [false, true] {
        check(
          """
          \(moreCodeThanFits)
          stats = jit.stats()
          assert stats["failures"] == 0 < stats["postponed"] and stats["functions"] <= 16, stats
          assert stats["cache_hits"] >= \(isWarm ? 10 : 0), stats
          assert any("taipan:" in jit.dump(f, "assembly") for f in functions[-30:] if jit.compile(f))
          """, .eager, options)
      }
    }
  }

  @Test func theOldestFilesGo() {
    withDirectory { directory in
      let cache = CodeCache(directory)
      for number in 0..<10 {
        let path = directory + "/\(number).code"
        write([UInt8](repeating: 0, count: 1000), to: path)
        var times = [timespec(tv_sec: 1_000_000 + number, tv_nsec: 0), timespec(tv_sec: 1_000_000 + number, tv_nsec: 0)]
        utimensat(AT_FDCWD, path, &times, 0)
      }
      write([1], to: directory + "/unrelated")
      write([1], to: directory + "/.0.code.1")
      cache.trim(to: 10_000)
      #expect(files(directory).count == 12)
      cache.trim(to: 8000)
      #expect(files(directory) == [".0.code.1"] + (4..<10).map { "\($0).code" } + ["unrelated"])
      var times = [timespec(tv_sec: 1_000_000, tv_nsec: 0), timespec(tv_sec: 1_000_000, tv_nsec: 0)]
      utimensat(AT_FDCWD, directory + "/.0.code.1", &times, 0)
      cache.trim(to: 0)
      #expect(files(directory) == ["unrelated"])
    }
  }

  @Test func hashesAreThoseOfTheStandard() {
    func text(_ bytes: [UInt8]) -> String { CodeCache.Key(bytes: ContentHash.of(bytes[...])).fileName }
    #expect(text([]) == "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8.code")
    #expect(text(Array("abc".utf8)) == "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319.code")
    #expect(text(Array(0..<128)) == "c3582f71ebb2be66fa5dd750f80baae97554f3b015663c8be377cfcb2488c1d1.code")
    #expect(text(Array(0..<129)) == "f7f3c46ba2564ff4c4c162da1f5b605f9f1c4aa6a20652a9f9a337c1a2f5b9c9.code")
    #expect(
      text((0..<1000).map { UInt8($0 % 251) }) == "b372d0608f720c8c3dd41e9c8eecb10143b41abe520b616607e754bf79c08331.code")
  }

  @Test func imagesAreReadAsTheyWereWrittenOrNotAtAll() throws {
    var graph = Graph(name: "test")
    graph.snapshots = [Snapshot(word: 3, stores: [(register: 200, value: Reference(0))], frames: [])]
    var literals = Literals()
    for address in [8, 16, 24] as [UInt64] { _ = literals.add(address: address) }
    _ = literals.add(shape: 7)
    let image = CodeImage(
      bytes: (0..<100).map { UInt8($0) }, codeSize: 60, entry: 16, functions: [("continuation1", 0), ("taipan", 16)],
      patches: [
        CodeImage.Patch(offset: 20, symbol: .shape(0), addend: 0), CodeImage.Patch(offset: 92, symbol: .address(2), addend: -8),
      ],
      exits: [LoweredExit(snapshot: 0, reason: .kind, numbers: [200, 3])])
    let encoded = image.encoded
    let again = try CodeImage(encoded[...], for: graph, literals)
    #expect(again.bytes == image.bytes && again.codeSize == 60 && again.entry == 16 && again.patches == image.patches)
    #expect(again.exits == image.exits && again.functions.map(\.name) == ["continuation1", "taipan"])
    let machine = try again.load(literals, exits: 0)
    defer { munmap(UnsafeMutableRawPointer(bitPattern: machine.range.lowerBound), machine.mappedSize) }
    let start = try #require(UnsafeRawPointer(bitPattern: machine.range.lowerBound))
    #expect(machine.address == machine.range.lowerBound + 16 && machine.range.count == 60)
    #expect(start.loadUnaligned(fromByteOffset: 20, as: UInt32.self) == 7)
    #expect(start.loadUnaligned(fromByteOffset: 92, as: UInt64.self) == 16)
    #expect(start.loadUnaligned(fromByteOffset: 24, as: UInt8.self) == 24)

    for count in 0..<encoded.count {
      #expect(throws: ByteReader.Malformed.self) { try CodeImage(encoded[..<count], for: graph, literals) }
    }
    #expect(throws: ByteReader.Malformed.self) { try CodeImage(encoded[...], for: Graph(name: "none"), literals) }
    #expect(throws: ByteReader.Malformed.self) { try CodeImage(encoded[...], for: graph, Literals()) }
    for place in encoded.indices {
      for bit in 0..<8 {
        var damaged = encoded
        damaged[place] ^= 1 << UInt8(bit)
        guard let found = try? CodeImage(damaged[...], for: graph, literals) else { continue }
        #expect(found.patches.allSatisfy { $0.offset + $0.size <= found.bytes.count })
        #expect(found.entry < found.codeSize && found.codeSize <= found.bytes.count)
      }
    }
  }

  @Test func numbersAreReadAsTheyWereWritten() throws {
    var writer = ByteWriter()
    let numbers: [UInt64] = [0, 1, 127, 128, 300, 1 << 35, .max]
    let signed = [0, -1, 1, 63, -64, 64, Int.max, Int.min]
    for number in numbers { writer.number(number) }
    for number in signed { writer.signed(number) }
    var reader = ByteReader(writer.bytes[...])
    for number in numbers { #expect(try reader.number() == number) }
    for number in signed { #expect(try reader.signed() == number) }
    #expect(reader.isAtEnd)
    for kind in Symbol.Kind.allCases {
      let symbol = Symbol(kind, kind == .exits || kind == .image ? 0 : 12)
      #expect(Symbol(name: symbol.name) == symbol)
    }
    #expect(Symbol(name: "memcpy") == nil && Symbol(name: "address.x") == nil)
  }
}
