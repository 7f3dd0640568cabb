import CRuntime
import Runtime

/// The module `_io`: files and streams, which `io` shows.
enum InputOutputModule {
  static let module = ModuleDeclaration(
    "_io", "Streams of bytes and of text: files, and memory.",
    functions: Opening.functions,
    nativeTypes: [
      StreamBase.base, StreamBase.raw, StreamBase.buffered, StreamBase.text, RawFile.declaration, MemoryBytes.declaration,
      BufferedStream.reader, BufferedStream.writer, BufferedStream.random, BufferedPair.declaration,
      TextStream.declaration, MemoryText.declaration, NewlineDecoder.declaration,
    ],
    builtins: [Opening.open],
    fill: { (c, module) throws(Raised) in
      try module.set(c, "DEFAULT_BUFFER_SIZE", Value(smallInt: Int64(StreamBase.bufferSize)))
      try module.set(c, "UnsupportedOperation", Unsupported.type(c))
      try module.set(c, "BlockingIOError", Interpreter(of: c).type(.blockingIOError).value)
    })
}
