import Glibc

/// What is asked of the object file that LLVM has made, an ELF of 64 bits: how much memory it will take, and where in its
/// code each function begins.
struct ObjectFile {
  private let bytes: UnsafeRawBufferPointer

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  private var header: Elf64_Ehdr { bytes.loadUnaligned(as: Elf64_Ehdr.self) }

  private var sections: [Elf64_Shdr] {
    let header = header
    return (0..<Int(header.e_shnum)).map { index in
      bytes.loadUnaligned(
        fromByteOffset: Int(header.e_shoff) + index * Int(header.e_shentsize), as: Elf64_Shdr.self)
    }
  }

  private func isCode(_ section: Elf64_Shdr) -> Bool { section.sh_flags & UInt64(SHF_EXECINSTR) != 0 }

  /// Bytes of machine code.
  var codeSize: Int { sections.filter(isCode).reduce(0) { $0 + Int($1.sh_size) } }

  /// Bytes of the pages that the file takes in memory: those of code, of constants and of data are apart.
  var mappedSize: Int {
    let page = UInt64(sysconf(Int32(_SC_PAGESIZE)))
    var sizes: [UInt64: UInt64] = [:]
    for section in sections where section.sh_flags & UInt64(SHF_ALLOC) != 0 {
      let protection = section.sh_flags & UInt64(SHF_WRITE | SHF_EXECINSTR)
      sizes[protection, default: 0] += section.sh_size + section.sh_addralign
    }
    return Int(sizes.values.reduce(0) { $0 + ($1 + page - 1) / page * page })
  }

  /// The functions, by where they begin in the code.
  var functions: [(name: String, offset: UInt)] {
    let sections = sections
    guard let table = sections.first(where: { $0.sh_type == UInt32(SHT_SYMTAB) }), table.sh_entsize > 0 else { return [] }
    let names = Int(sections[Int(table.sh_link)].sh_offset)
    var functions: [(name: String, offset: UInt)] = []
    for index in 0..<Int(table.sh_size / table.sh_entsize) {
      let symbol = bytes.loadUnaligned(
        fromByteOffset: Int(table.sh_offset) + index * Int(table.sh_entsize), as: Elf64_Sym.self)
      guard symbol.st_info & 0xf == UInt8(STT_FUNC) else { continue }
      let name = bytes[(names + Int(symbol.st_name))...].prefix { $0 != 0 }
      functions.append((String(decoding: name, as: UTF8.self), UInt(symbol.st_value)))
    }
    return functions.sorted { $0.offset < $1.offset }
  }
}
