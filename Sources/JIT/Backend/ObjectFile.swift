import Glibc

/// What is asked of the object file that LLVM has made, an ELF of 64 bits: how much memory it will take, where in its
/// code each function begins, and what makes it an image (`Cache/ObjectFile+Image.swift`).
struct ObjectFile {
  private let bytes: UnsafeRawBufferPointer

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  private var header: Elf64_Ehdr { bytes.loadUnaligned(as: Elf64_Ehdr.self) }

  /// Whether its code and its relocations are those of x86-64.
  var isForX86: Bool { header.e_machine == UInt16(EM_X86_64) }

  var sections: [Elf64_Shdr] {
    let header = header
    return (0..<Int(header.e_shnum)).map { index in
      bytes.loadUnaligned(
        fromByteOffset: Int(header.e_shoff) + index * Int(header.e_shentsize), as: Elf64_Shdr.self)
    }
  }

  func isCode(_ section: Elf64_Shdr) -> Bool { section.sh_flags & UInt64(SHF_EXECINSTR) != 0 }

  /// Bytes of machine code.
  var codeSize: Int { sections.filter(isCode).reduce(0) { $0 + Int($1.sh_size) } }

  /// Bytes of the pages that the file takes in memory: those of code, of constants and of data are apart.
  var mappedSize: Int {
    var sizes: [UInt64: UInt64] = [:]
    for section in sections where section.sh_flags & UInt64(SHF_ALLOC) != 0 {
      let protection = section.sh_flags & UInt64(SHF_WRITE | SHF_EXECINSTR)
      sizes[protection, default: 0] += section.sh_size + section.sh_addralign
    }
    return sizes.values.reduce(0) { $0 + MachineCode.pages(for: Int($1)) }
  }

  /// The functions, by where they begin in the code.
  var functions: [(name: String, offset: UInt)] {
    var functions: [(name: String, offset: UInt)] = []
    for index in 0..<symbolCount {
      let symbol = symbol(index)
      guard symbol.st_info & 0xf == UInt8(STT_FUNC) else { continue }
      functions.append((name(of: symbol), UInt(symbol.st_value)))
    }
    return functions.sorted { $0.offset < $1.offset }
  }

  // MARK: Symbols and relocations

  private var symbolTable: Elf64_Shdr? { sections.first { $0.sh_type == UInt32(SHT_SYMTAB) && $0.sh_entsize > 0 } }

  private var symbolCount: Int { symbolTable.map { Int($0.sh_size / $0.sh_entsize) } ?? 0 }

  private func symbol(_ index: Int) -> Elf64_Sym {
    let table = symbolTable.unsafelyUnwrapped
    return bytes.loadUnaligned(
      fromByteOffset: Int(table.sh_offset) + index * Int(table.sh_entsize), as: Elf64_Sym.self)
  }

  /// The symbol that a relocation refers to.
  func symbol(_ relocation: Elf64_Rela) -> Elf64_Sym? {
    let index = Int(relocation.r_info >> 32)
    return index < symbolCount ? symbol(index) : nil
  }

  func name(of symbol: Elf64_Sym) -> String {
    guard let table = symbolTable else { return "" }
    let names = Int(sections[Int(table.sh_link)].sh_offset)
    return String(decoding: bytes[(names + Int(symbol.st_name))...].prefix { $0 != 0 }, as: UTF8.self)
  }

  func relocations(of section: Elf64_Shdr) -> [Elf64_Rela] {
    let size = MemoryLayout<Elf64_Rela>.stride
    return (0..<Int(section.sh_size) / size).map {
      bytes.loadUnaligned(fromByteOffset: Int(section.sh_offset) + $0 * size, as: Elf64_Rela.self)
    }
  }

  func content(of section: Elf64_Shdr) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: bytes[Int(section.sh_offset)..<Int(section.sh_offset + section.sh_size)])
  }
}
