import Glibc

// From an object file of LLVM's to an image: sections are laid one after the other, and relocations applied as far as they
// lead from one to the other (System V ABI, AMD64 supplement, 4.4). Each symbol from outside whose address is
// read gets a place in the image's table.

extension ObjectFile {
  /// The image; nil where the object has something that is not known here.
  ///
  /// - Parameter entry: the name of the function that is entered.
  func image(entry name: String, _ exits: [LoweredExit]) -> CodeImage? {
    guard isForX86, var layout = ImageLayout(self) else { return nil }
    for section in sections where section.sh_type == UInt32(SHT_RELA) {
      guard let base = layout.starts[Int(section.sh_info)] else { continue }
      for relocation in relocations(of: section) where !layout.apply(relocation, base, symbol(relocation), self) { return nil }
    }
    guard let main = functions.first(where: { $0.name == name }) else { return nil }
    return CodeImage(
      bytes: layout.bytes, codeSize: layout.codeSize, entry: Int(main.offset), functions: functions,
      patches: layout.patches, exits: exits)
  }
}

/// The bytes of an image as they come to be.
private struct ImageLayout {
  var bytes: [UInt8] = []
  var codeSize = 0
  /// Where sections begin, by their places among the object's.
  var starts: [Int: Int] = [:]
  var patches: [CodeImage.Patch] = []
  private var table: [Place: Int] = [:]

  private struct Place: Hashable {
    let symbol: Symbol
    let addend: Int
  }

  /// What a relocation's symbol is: a place in the image, or something beyond.
  enum Target {
    case inside(Int)
    case outside(Symbol)
  }

  init?(_ object: ObjectFile) {
    let sections = object.sections
    let loaded = sections.indices.filter { sections[$0].sh_flags & UInt64(SHF_ALLOC) != 0 && sections[$0].sh_size > 0 }
    // Code comes first; nothing is to be written.
    for isCode in [true, false] {
      for index in loaded where object.isCode(sections[index]) == isCode {
        let section = sections[index]
        guard section.sh_flags & UInt64(SHF_WRITE) == 0, section.sh_type == UInt32(SHT_PROGBITS) else { return nil }
        align(to: Int(section.sh_addralign))
        starts[index] = bytes.count
        bytes += object.content(of: section)
      }
      if isCode { codeSize = bytes.count }
    }
    align(to: 8)
  }

  private mutating func align(to alignment: Int) {
    while bytes.count % max(alignment, 1) != 0 { bytes.append(0) }
  }

  /// False where it cannot be done.
  mutating func apply(_ relocation: Elf64_Rela, _ base: Int, _ symbol: Elf64_Sym?, _ object: ObjectFile) -> Bool {
    guard let symbol, let target = target(symbol, object) else { return false }
    let (offset, addend) = (base + Int(relocation.r_offset), Int(relocation.r_addend))
    switch (Int32(truncatingIfNeeded: relocation.r_info & 0xffff_ffff), target) {
    case (R_X86_64_PC32, .inside(let place)), (R_X86_64_PLT32, .inside(let place)):
      return write(place + addend - offset, at: offset)
    case (R_X86_64_GOTPCREL, let target), (R_X86_64_GOTPCRELX, let target), (R_X86_64_REX_GOTPCRELX, let target):
      return write(entry(of: target) + addend - offset, at: offset)
    case (R_X86_64_32, .outside(let symbol)) where symbol.isNumber, (R_X86_64_32S, .outside(let symbol)) where symbol.isNumber:
      patches.append(CodeImage.Patch(offset: offset, symbol: symbol, addend: addend))
      return true
    default: return false
    }
  }

  private func target(_ symbol: Elf64_Sym, _ object: ObjectFile) -> Target? {
    if symbol.st_shndx == UInt16(SHN_UNDEF) { return Symbol(name: object.name(of: symbol)).map { .outside($0) } }
    return starts[Int(symbol.st_shndx)].map { .inside($0 + Int(symbol.st_value)) }
  }

  /// Where the table has an address.
  private mutating func entry(of target: Target) -> Int {
    let place =
      switch target {
      case .inside(let place): Place(symbol: .image, addend: place)
      case .outside(let symbol): Place(symbol: symbol, addend: 0)
      }
    if let known = table[place] { return known }
    let offset = bytes.count
    bytes += [UInt8](repeating: 0, count: 8)
    patches.append(CodeImage.Patch(offset: offset, symbol: place.symbol, addend: place.addend))
    table[place] = offset
    return offset
  }

  private mutating func write(_ distance: Int, at offset: Int) -> Bool {
    guard let distance = Int32(exactly: distance), offset + 4 <= bytes.count else { return false }
    withUnsafeBytes(of: distance.littleEndian) { for place in 0..<4 { bytes[offset + place] = $0[place] } }
    return true
  }
}
