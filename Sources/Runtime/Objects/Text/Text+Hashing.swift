import CRuntime

extension Text {
  /// The hash, computed once. That of equal texts is equal, as equal texts have equal units.
  @inline(__always)
  public static func hash(_ context: Context, _ text: Text) -> Int64 {
    let known = Int64(bitPattern: load_relaxed_u64(text.hashWord))
    return known != 0 ? known : computeHash(context, text)
  }

  @inline(__always)
  var hashWord: UnsafeMutableRawPointer { UnsafeMutableRawPointer(pointer) + 8 }

  @inline(never)
  private static func computeHash(_ context: Context, _ text: Text) -> Int64 {
    let hash = context.interpreter.pointee.texts.hashKey.hash(
      UnsafeRawBufferPointer(start: text.base, count: text.byteCount))
    store_relaxed_u64(text.hashWord, UInt64(bitPattern: hash))
    return hash
  }
}
