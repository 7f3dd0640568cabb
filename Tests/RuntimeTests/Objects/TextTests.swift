import CRuntime
import Testing

@testable import Runtime

@Suite struct TextTests {
  private func show(_ text: Text) -> String { String(text) }

  // MARK: Hash

  @Test(arguments: [
    ("abc", 3_869_580_338_025_362_921), ("é", 5_653_850_369_683_463_245), ("€uro", 6_573_934_580_854_229_043),
    ("\u{1f600}", 6_601_963_133_753_205_906),
  ])
  func hashWithAnotherSeed(_ string: String, _ hash: Int64) {
    withInterpreter(seed: 42) { context throws(Raised) in
      #expect(Text.hash(context, try Text.make(context, string)) == hash)
    }
  }

  @Test(arguments: [
    ("abc", -4_594_863_902_769_663_758), ("é", 6_047_309_291_227_476_195), ("€uro", 7_542_247_858_446_192_590),
    ("\u{1f600}", -3_536_540_696_076_613_844), ("", 0),
  ])
  func hashWithSeedZero(_ string: String, _ hash: Int64) {
    withInterpreter(seed: 0) { context throws(Raised) in
      #expect(Text.hash(context, try Text.make(context, string)) == hash)
    }
  }

  // MARK: Concatenation

  @Test func appendingExtendsABufferInPlace() {
    withInterpreter { context throws(Raised) in
      let part = try Text.make(context, "0123456789")
      var text = Text.empty(context)
      for _ in 0..<100 { text = try Text.concatenate(context, text, part) }
      let base = text.base
      let longer = try Text.concatenate(context, text, part)
      #expect(longer.base == base)
      #expect(longer.count == 1010 && text.count == 1000)
    }
  }

  @Test func twoExtensionsOfTheSameTextDoNotShare() {
    withInterpreter { context throws(Raised) in
      var text = try Text.make(context, "ab")
      for _ in 0..<200 { text = try Text.concatenate(context, text, try Text.make(context, "cd")) }
      let left = try Text.concatenate(context, text, try Text.make(context, "x"))
      let right = try Text.concatenate(context, text, try Text.make(context, "y"))
      #expect(left.codePoint(at: text.count) == 0x78)
      #expect(right.codePoint(at: text.count) == 0x79)
      #expect(!Text.areEqual(left, right))
    }
  }

  @Test func widerTextAtTheEndWidensTheWhole() {
    withInterpreter { context throws(Raised) in
      var text = try Text.make(context, "ab")
      for _ in 0..<200 { text = try Text.concatenate(context, text, try Text.make(context, "cd")) }
      let wide = try Text.concatenate(context, text, try Text.make(context, "€"))
      #expect(wide.width == .two && text.width == .one)
      #expect(wide.codePoint(at: 401) == 0x64 && wide.codePoint(at: 402) == 0x20ac)
    }
  }

  @Test func aBufferedTextSurvivesCollections() {
    var options = HeapOptions()
    options.stressInterval = 1
    withInterpreter(options) { context throws(Raised) in
      var text = Text.empty(context)
      for index in 0..<3000 {
        text = try Text.concatenate(context, text, try Text.make(context, codePoint: UInt32(0x400 + index % 256)))
      }
      #expect((0..<3000).allSatisfy { text.codePoint(at: $0) == UInt32(0x400 + $0 % 256) })
    }
  }

  // MARK: Limits

  @Test func textTooLongIsAMemoryErrorOrOverflowError() {
    withInterpreter { context throws(Raised) in
      let one = try Text.make(context, "a")
      let thousand = try Text.repeated(context, one, times: 1000)
      #expect(messageRaised(context) { () throws(Raised) in _ = try Text.repeated(context, one, times: 1 << 62) } == "")
      #expect(
        messageRaised(context) { () throws(Raised) in _ = try Text.repeated(context, thousand, times: 1 << 60) }
          == "repeated string is too long")
    }
  }

  // MARK: Interning

  @Test func equalInternedTextsAreIdentical() {
    withInterpreter { context throws(Raised) in
      let one = try Text.interned(context, try Text.make(context, "name"))
      let other = try Text.interned(context, try Text.make(context, "name"))
      #expect(one == other && one.isInterned)
    }
  }

  @inline(never)
  private func internMany(_ context: Context) throws(Raised) {
    for index in 0..<5000 { _ = try Text.interned(context, try Text.make(context, "name\(index)")) }
  }

  @Test func internedTextsDieWhenNothingRefersToThem() {
    withInterpreter { context throws(Raised) in
      let kept = try Text.interned(context, try Text.make(context, "kept"))
      let atStart = context.interpreter.pointee.texts.interned.count
      try internMany(context)
      let before = context.interpreter.pointee.texts.interned.count
      clearStack()
      Heap(of: context).collect(context)
      #expect(before >= atStart + 5000)
      #expect(context.interpreter.pointee.texts.interned.count < atStart + 50)
      #expect(try Text.interned(context, try Text.make(context, "kept")) == kept)
    }
  }

  // MARK: Searching

  @Test func periodicPatternsAreFoundInWideText() {
    withInterpreter { context throws(Raised) in
      let ab = try Text.make(context, "жа")
      let hay = try Text.concatenate(
        context, try Text.repeated(context, ab, times: 1000), try Text.make(context, "ж€"))
      let needle = try Text.concatenate(
        context, try Text.repeated(context, ab, times: 50), try Text.make(context, "ж€"))
      #expect(hay.units.firstIndex(of: needle.units) == 1900)
      #expect(hay.units.lastIndex(of: needle.units) == 1900)
    }
  }
}
