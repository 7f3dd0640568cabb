import CLLVM

/// What an access to memory is of. Accesses of different regions never meet, which LLVM is told in the form that it has
/// for types of C (its documentation calls it TBAA): so what is stored into one may be kept in a register while another
/// is written.
///
///     all ─┬─ window, frame, context, consumer, header, list, element, byteElement, tuple, number, version, iterator(k)
///          └─ fields ─── field(k)
///
/// A word of an object is told from another by its distance from the object's start, since objects do not overlap. What
/// is neither here nor there, and all that the runtime does, may meet anything.
enum MemoryRegion: Hashable {
  /// The registers of frames.
  case window
  case frame
  case context
  /// What takes a generator's items.
  case consumer
  /// Objects' shapes and kinds.
  case header
  /// The counts and the storage of lists: only the runtime changes them.
  case list
  /// The elements of lists that are words, and those that are bytes.
  case element, byteElement
  case tuple
  /// The doubles of floats in the heap.
  case number
  /// Versions of classes and of what inline caches take for granted.
  case version
  /// A word of an iterator.
  case iterator(Int)
  /// A word of an object that is none of these, and any word of one.
  case field(Int)
  case fields

  fileprivate var name: String { "\(self)" }

  fileprivate var parent: MemoryRegion? {
    if case .field = self { .fields } else { nil }
  }
}

extension IRBuilder {
  /// Says of what region a load or a store is.
  func setRegion(_ region: MemoryRegion?, of access: LLVMValueRef) {
    guard let region else { return }
    LLVMSetMetadata(access, LLVMGetMDKindIDInContext(context, "tbaa", 4), tag(region))
  }

  /// The region of what is addressed from an argument of the function.
  func region(of base: LLVMValueRef) -> MemoryRegion? {
    base == registers ? .window : base == contextArgument ? .context : base == frame ? .frame : nil
  }

  private func tag(_ region: MemoryRegion) -> LLVMValueRef {
    if let known = state.regionTags[region] { return known }
    let type = type(of: region)
    var parts = [type, type, word(0)]
    let tag = LLVMMDNodeInContext(context, &parts, 3)
    state.regionTags[region] = tag
    return tag
  }

  private func type(of region: MemoryRegion) -> LLVMValueRef {
    var root = [name("all")]
    let parent = region.parent.map { type(of: $0) } ?? LLVMMDNodeInContext(context, &root, 1)
    var parts = [name(region.name), parent, word(0)]
    return LLVMMDNodeInContext(context, &parts, 3)
  }

  private func name(_ text: String) -> LLVMValueRef { LLVMMDStringInContext(context, text, UInt32(text.utf8.count)) }
}
