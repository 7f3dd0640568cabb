import CRuntime
import Syntax

/// Decodes sources by the codecs of the registry. It lives as long as the source is being read.
final class RegisteredSourceDecoder: SourceDecoder {
  private let context: Context

  init(_ context: Context) { self.context = context }

  func decode(_ bytes: UnsafeBufferPointer<UInt8>, encoding: String) -> SourceDecoding {
    do throws(Raised) {
      let source = try Bytes.make(context, UnsafeRawBufferPointer(bytes))
      let name = try Text.make(context, encoding)
      let text = try Encoding.decode(
        context, source.value, source.units, name, Text.make(context, "strict" as StaticString))
      return .text([UInt8](try Bytes.make(context, utf8: Text(text)).bytes))
    } catch {
      let reason = try? context.str(context.takeException().value)
      context.pointee.pendingException = .empty
      return .failure(String(reason ?? Text.empty(context)))
    }
  }
}
