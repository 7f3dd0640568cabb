import CRuntime
import Glibc
import Runtime

/// `strftime` over the C library's, which is given runs of ASCII; all else stands for itself.
enum TimeFormat {
  static func format(_ context: Context, _ format: Text, _ parts: tm) throws(Raised) -> Value {
    var builder = try TextBuilder(context)
    var place = 0
    while place < format.count {
      let start = place
      while place < format.count, isPlain(format.codePoint(at: place)) { place += 1 }
      if place > start { try append(context, &builder, Text.slice(context, format, start, place), parts) }
      if place < format.count { try builder.append(context, codePoint: format.codePoint(at: place)) }
      place += 1
    }
    return try builder.finish(context).value
  }

  private static func isPlain(_ code: UInt32) -> Bool { code > 0 && code < 0x80 }

  private static func append(
    _ context: Context, _ builder: inout TextBuilder, _ run: Text, _ parts: tm
  ) throws(Raised) {
    let pattern = try terminated(context, run)
    let format = UnsafePointer(pattern.base.assumingMemoryBound(to: CChar.self))
    var parts = parts
    var capacity = 1024
    while true {
      let room = try Bytes.allocate(context, count: capacity)
      let count = strftime(room.base.assumingMemoryBound(to: CChar.self), capacity, format, &parts)
      // Nothing was written where the room was too small, or where there is nothing to say.
      if count > 0 || capacity >= 256 * run.count {
        let bytes = UnsafeBufferPointer(start: room.base.assumingMemoryBound(to: UInt8.self), count: count)
        return try builder.append(context, Text.make(context, utf8: bytes))
      }
      capacity *= 2
    }
  }

  /// The text's bytes with a zero behind them.
  static func terminated(_ context: Context, _ text: Text) throws(Raised) -> Bytes {
    let bytes = try Bytes.allocate(context, count: text.units.utf8Count + 1)
    text.units.encodeUTF8(to: bytes.base.assumingMemoryBound(to: UInt8.self))
    return bytes
  }
}
