import Testing

@testable import Bytecode

/// Numbers that look random and are the same in every run (Steele and others' SplitMix64).
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }
}

/// What deserializing throws, if it does.
private func fault(_ bytes: [UInt8]) -> CodeFormatError? {
  do throws(CodeFormatError) {
    _ = try CodeObject.deserialize(bytes)
    return nil
  } catch { return error }
}

@Suite struct SerializationTests {
  @Test(arguments: [Samples.module, Samples.total]) func comesBack(code: CodeObject) throws {
    let bytes = try code.serialized()
    let copy = try CodeObject.deserialize(bytes)
    #expect(try copy.serialized() == bytes)
    #expect(copy.listing() == code.listing())
    #expect(copy.instructions == code.instructions)
    #expect(copy.positions == code.positions)
    #expect(copy.verify() == [])
  }

  @Test func constantsComeBack() throws {
    let copy = try CodeObject.deserialize(Samples.module.serialized())
    let constants = copy.constants.filter { if case .code = $0 { false } else { true } }
    #expect(constants == Samples.constants)
  }

  @Test func textIsStoredOnce() throws {
    let code = Samples.function(["a_long_name_of_a_variable"], registerCount: 1) { code in
      code.storeGlobal(key: code.name("a_long_name_of_a_variable"), value: .register(Register(0)))
      code.return(value: .constant(code.constant(.text("a_long_name_of_a_variable"))))
    }
    let bytes = try code.serialized()
    let name = Array("a_long_name_of_a_variable".utf8)
    let count = bytes.indices.dropLast(name.count - 1).filter { Array(bytes[$0..<($0 + name.count)]) == name }.count
    #expect(count == 1)
  }

  @Test func everyCutIsTold() throws {
    let bytes = try Samples.module.serialized()
    for count in bytes.indices { #expect(fault(Array(bytes[..<count])) != nil) }
    #expect(fault(bytes + [0]) == .malformed)
  }

  @Test func anotherMagicIsTold() throws {
    var bytes = try Samples.module.serialized()
    bytes[0] ^= 1
    #expect(fault(bytes) == .wrongMagic)
  }

  /// Damaged bytes give a code object or an error; what is read, the verifier and the listing take.
  @Test func damageNeverTraps() throws {
    let bytes = try Samples.module.serialized()
    var random = SplitMix(state: 1)
    for _ in 0..<20_000 {
      var damaged = bytes
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        damaged[Int.random(in: 4..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      if let code = try? CodeObject.deserialize(damaged) {
        _ = code.verify()
        _ = code.listing()
      }
    }
  }

  @Test func depthIsBounded() {
    var constant = Constant.none
    for _ in 0..<3000 { constant = .tuple([constant]) }
    let code = Samples.function(registerCount: 1) { code in
      code.return(value: .constant(code.constant(constant)))
    }
    #expect(throws: CodeFormatError.tooDeep) { try code.serialized() }
  }

  /// Tuples that nest through references, each stated beside the last, count as deep as they are.
  @Test func depthThroughReferencesIsBounded() throws {
    let code = Samples.function(registerCount: 1) { code in
      _ = code.constant(.text("mark"))
      code.return(value: .constant(code.constant(.none)))
    }
    var bytes = try code.serialized()
    let mark = bytes.indices.first { Array(bytes[$0...].prefix(4)) == Array("mark".utf8) }!
    // Two constants become 5002; f, sample.py, "mark" are the shared ones before.
    let count = mark - 3
    #expect(bytes[count] == 2)
    func varint(_ value: Int) -> [UInt8] { [UInt8(value & 127 | 128), UInt8(value >> 7)] }
    var chain: [UInt8] = [10, 0]
    for index in 0..<4999 { chain += [10, 1, 14] + varint(3 + index) }
    bytes.replaceSubrange(count..<(count + 1), with: varint(5002))
    bytes.insert(contentsOf: chain, at: mark + 5)
    #expect(fault(bytes) == .tooDeep)
  }
}
