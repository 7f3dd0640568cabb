import Testing
import UnicodeTables

/// Single behaviours; Tools/frontend/compare_unicode.py compares the whole tables with CPython's.
@Suite struct Unicode16Tests {
  private func named(_ name: String) -> UInt32? {
    Array(name.utf8).withUnsafeBufferPointer { Unicode16.scalar(named: $0) }
  }

  private func normalize(_ text: String, to form: NormalizationForm) -> String {
    Array(text.utf8).withUnsafeBufferPointer { String(decoding: Unicode16.normalize($0, to: form), as: UTF8.self) }
  }

  /// Swift's `==` on strings ignores normalisation, so scalars are compared.
  private func scalars(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }

  @Test func identifiersBeginWithLettersAndGoOnWithDigits() {
    #expect(Unicode16.isIdentifierStart(0x5F))
    #expect(Unicode16.isIdentifierStart(0xE9))
    #expect(!Unicode16.isIdentifierStart(0x31))
    #expect(Unicode16.isIdentifierContinue(0x31))
    #expect(Unicode16.isIdentifierContinue(0xB7))
    #expect(!Unicode16.isIdentifierContinue(0x20AC))
  }

  @Test func controlsAndSurrogatesAreNotPrintable() {
    #expect(Unicode16.isPrintable(0x20))
    #expect(!Unicode16.isPrintable(0x7F))
    #expect(!Unicode16.isPrintable(0xA0))
    #expect(!Unicode16.isPrintable(0xD800))
  }

  @Test func numbersBeyondUnicodeHaveNoProperties() {
    #expect(!Unicode16.isPrintable(0x110000))
    #expect(!Unicode16.isIdentifierContinue(.max))
  }

  @Test func compatibilityFormsFold() {
    #expect(scalars(normalize("ﬁ²", to: .nfkc)) == scalars("fi2"))
    #expect(scalars(normalize("ﬁ²", to: .nfc)) == scalars("ﬁ²"))
  }

  @Test func marksAreOrderedByTheirClasses() {
    #expect(scalars(normalize("a\u{301}\u{323}", to: .nfd)) == [0x61, 0x323, 0x301])
    #expect(scalars(normalize("a\u{301}\u{323}", to: .nfc)) == [0x1EA1, 0x301])
  }

  @Test func aMarkOfTheSameClassBlocksComposition() {
    #expect(scalars(normalize("a\u{305}\u{301}", to: .nfc)) == [0x61, 0x305, 0x301])
  }

  @Test func hangulIsComposedByArithmetic() {
    #expect(scalars(normalize("각", to: .nfd)) == [0x1100, 0x1161, 0x11A8])
    #expect(scalars(normalize("\u{1100}\u{1161}\u{11A8}", to: .nfc)) == [0xAC01])
  }

  @Test func namesAreFoundInAnyCase() {
    #expect(named("LATIN SMALL LETTER A") == 0x61)
    #expect(named("latin small letter a") == 0x61)
    #expect(named("cjk unified ideograph-4e00") == 0x4E00)
    #expect(named("hangul syllable gag") == 0xAC01)
    #expect(named("HANGUL SYLLABLE A") == 0xC544)
  }

  @Test func aliasesAreNames() {
    #expect(named("LINE FEED") == 0x0A)
    #expect(named("VS17") == 0xE0100)
    #expect(named("BELL") == 0x1F514)
  }

  @Test func namesAreTakenToTheLetter() {
    #expect(named("") == nil)
    #expect(named("LATIN SMALL LETTER A ") == nil)
    #expect(named("LATIN SMALL LETTER-A") == nil)
    #expect(named("LATIN SMALL") == nil)
    #expect(named("CJK UNIFIED IDEOGRAPH-04E00") == nil)
    #expect(named("CJK UNIFIED IDEOGRAPH-0041") == nil)
    #expect(named("HANGUL SYLLABLE ") == nil)
  }

  @Test func sequencesAreNotCharacters() {
    #expect(named("KEYCAP DIGIT ONE") == nil)
  }
}
