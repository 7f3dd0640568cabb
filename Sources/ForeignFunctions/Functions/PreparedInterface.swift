import CFFI
import CRuntime
import Runtime

/// What libffi has worked out for calls of one signature: in bytes that the function pointer keeps.
///
///     ┌─────────┬────────┬────────┬───
///     │ ffi_cif │ type 0 │ type 1 │ …
///     └─────────┴────────┴────────┴───
struct PreparedInterface: BitwiseCopyable {
  let bytes: Bytes

  init(_ bytes: Bytes) { self.bytes = bytes }

  /// Of a function pointer that has made a call.
  init?(_ value: Value) {
    if value.isEmpty { return nil }
    bytes = Bytes(value)
  }

  var interface: UnsafeMutablePointer<ffi_cif> { bytes.base.assumingMemoryBound(to: ffi_cif.self) }

  /// `fixed` is how many of the arguments of a variadic function are declared; nil for any other function.
  static func make(
    _ context: Context, _ types: UnsafeMutablePointer<UnsafeMutablePointer<ffi_type>?>, count: Int,
    fixed: Int? = nil, result: UnsafeMutablePointer<ffi_type>
  ) throws(Raised) -> PreparedInterface {
    let bytes = try Bytes.allocate(context, count: MemoryLayout<ffi_cif>.size + count * MemoryLayout<UInt>.size)
    let list = (bytes.base + MemoryLayout<ffi_cif>.size)
      .assumingMemoryBound(to: UnsafeMutablePointer<ffi_type>?.self)
    list.update(from: types, count: count)
    let prepared = PreparedInterface(bytes)
    let status =
      if let fixed {
        ffi_prep_cif_var(prepared.interface, FFI_DEFAULT_ABI, UInt32(fixed), UInt32(count), result, list)
      } else {
        ffi_prep_cif(prepared.interface, FFI_DEFAULT_ABI, UInt32(count), result, list)
      }
    if status == FFI_OK { return prepared }
    throw context.raise(.runtimeError, fixed == nil ? "ffi_prep_cif failed" : "ffi_prep_cif_var failed")
  }
}
