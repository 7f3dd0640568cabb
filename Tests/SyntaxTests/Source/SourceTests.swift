import Testing

@testable import Syntax

@Suite struct SourceTests {
  private func text(_ source: Source) -> String {
    String(decoding: source[0, Int32(source.count)], as: UTF8.self)
  }

  private func error(_ bytes: [UInt8]) -> SyntaxError? {
    do throws(SyntaxError) {
      _ = try bytes.withUnsafeBufferPointer { (bytes) throws(SyntaxError) in try Source(bytes: bytes) }
      return nil
    } catch {
      return error
    }
  }

  private func bytes(_ text: String, _ more: [UInt8] = []) -> [UInt8] { Array(text.utf8) + more }

  @Test func lineEndsBecomeNewlines() throws {
    #expect(text(try source("a\r\nb\rc\n")) == "a\nb\nc\n")
  }

  @Test(arguments: ["", "a", "a\n"]) func filesEndWithANewline(_ given: String) throws {
    #expect(text(try source(given)).hasSuffix("\n"))
  }

  @Test func expressionsKeepTheirEnd() throws {
    #expect(text(try source("a", mode: .expression)) == "a")
  }

  @Test func aLineIsFoundByItsNumber() throws {
    let source = try source("one\ntwo\nthree")
    let (start, end) = source.line(2)
    #expect(String(decoding: source[start, end], as: UTF8.self) == "two")
  }

  @Test func linesBeyondTheLastAreEmpty() throws {
    let (start, end) = try source("one\n").line(9)
    #expect(start == end)
  }

  @Test func theByteOrderMarkIsDropped() throws {
    #expect(text(try source(bytes: [0xef, 0xbb, 0xbf] + bytes("a"))) == "a\n")
  }

  @Test(arguments: ["latin-1", "LATIN1", "iso-8859-1-unix", "l1", "cp819"])
  func latin1HasManyNames(_ name: String) throws {
    let source = try source(bytes: bytes("# coding: \(name)\n", [0xe9]))
    #expect(text(source) == "# coding: \(name)\né\n")
  }

  @Test(arguments: ["# coding=utf-8\n", "\n# vim: set fileencoding=utf-8 :\n", "\u{c} # coding: utf-8-x\n"])
  func declarationsOfUTF8(_ declaration: String) throws {
    #expect(text(try source(bytes: bytes(declaration + "é\n"))) == declaration + "é\n")
  }

  @Test(arguments: ["a\n# coding: xyz\n", "\n\n# coding: xyz\n", "'# coding: xyz'\n", "# coding : xyz\n"])
  func declarationsElsewhereDoNotCount(_ text: String) throws {
    #expect(error(bytes(text)) == nil)
  }

  @Test func unknownEncodingsAreNamed() {
    #expect(error(bytes("# coding: xyz\n"))?.message == "unknown encoding: xyz")
  }

  @Test func aByteOrderMarkContradictsOtherEncodings() {
    let found = error([0xef, 0xbb, 0xbf] + bytes("# coding: latin-1\n"))
    #expect(found?.message == "encoding problem: iso-8859-1 with BOM")
    #expect(found?.details(in: nil).text == "# coding: latin-1")
    #expect(found?.details(in: nil).endOffset == 17)
  }

  @Test func bytesThatAreNotUTF8AreLocated() {
    let found = error(bytes("a\n\n'é' '", [0xff]))
    #expect(
      found?.message
        == "Non-UTF-8 code starting with '\\xff' on line 3, but no encoding declared; "
        + "see https://peps.python.org/pep-0263/ for details")
    #expect(found?.details(in: nil).line == 3)
    #expect(found?.details(in: nil).offset == 6)
  }

  @Test(arguments: [
    ([0xc3], "byte 0xc3 in position 13: invalid continuation byte"),
    ([0xe1, 0x80], "bytes in position 13-14: invalid continuation byte"),
    ([0xf1, 0x80, 0x80], "bytes in position 13-15: invalid continuation byte"),
    ([0xed, 0xa0, 0x80], "byte 0xed in position 13: invalid continuation byte"),
    ([0xf5], "byte 0xf5 in position 13: invalid start byte"),
  ] as [([UInt8], String)])
  func declaredUTF8FaultsArePythons(_ fault: [UInt8], _ message: String) {
    #expect(error(bytes("# coding: u8\n", fault))?.message == "'utf-8' codec can't decode \(message)")
  }

  @Test func asciiHasNoMore() {
    #expect(
      error(bytes("# coding: ascii\n", [0xe9]))?.message
        == "'ascii' codec can't decode byte 0xe9 in position 16: ordinal not in range(128)")
  }

  @Test func nulBytesAreRefusedWithoutAPosition() {
    let found = error([97, 0, 98])
    #expect(found?.message == "source code string cannot contain null bytes")
    #expect(found?.details(in: nil).line == nil)
  }

  @Test func textWithSurrogatesCannotBeEncoded() {
    let text: [UInt8] = [0xc3, 0xa9, 0xed, 0xb2, 0x80]
    #expect(throws: SyntaxError.self) { try text.withUnsafeBufferPointer { try Source(text: $0) } }
  }

  /// Decodes everything to one text.
  private final class Decoder: SourceDecoder {
    func decode(_ bytes: UnsafeBufferPointer<UInt8>, encoding: String) -> SourceDecoding {
      encoding == "good" ? .text(Array("decoded\n".utf8)) : .failure("not good")
    }
  }

  @Test func otherEncodingsAreTheDecodersTask() throws {
    let good = bytes("# coding: good\n")
    let source = try good.withUnsafeBufferPointer { try Source(bytes: $0, decoder: Decoder()) }
    #expect(text(source) == "decoded\n")
  }
}
