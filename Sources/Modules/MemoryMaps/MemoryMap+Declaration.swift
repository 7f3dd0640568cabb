import CRuntime
import Glibc
import Runtime

extension MemoryMap {
  static let module = ModuleDeclaration(
    "mmap", "Files in the process's memory.", nativeTypes: [declaration],
    fill: { (c, module) throws(Raised) in
      try module.set(c, "error", Interpreter(of: c).type(.osError).value)
      for (name, number) in constants { try module.set(c, name, Value(smallInt: Int64(number))) }
      for name in ["PAGESIZE", "ALLOCATIONGRANULARITY"] as [StaticString] {
        try module.set(c, name, Value(smallInt: Int64(sysconf(Int32(_SC_PAGESIZE)))))
      }
    })

  private static let constants: [(StaticString, Int32)] = [
    ("ACCESS_DEFAULT", 0), ("ACCESS_READ", 1), ("ACCESS_WRITE", 2), ("ACCESS_COPY", 3), ("PROT_READ", PROT_READ),
    ("PROT_WRITE", PROT_WRITE), ("PROT_EXEC", PROT_EXEC), ("MAP_SHARED", MAP_SHARED), ("MAP_PRIVATE", MAP_PRIVATE),
    ("MAP_DENYWRITE", MAP_DENYWRITE), ("MAP_EXECUTABLE", MAP_EXECUTABLE), ("MAP_ANON", MAP_ANONYMOUS),
    ("MAP_ANONYMOUS", MAP_ANONYMOUS), ("MAP_NORESERVE", MAP_NORESERVE), ("MAP_POPULATE", MAP_POPULATE),
    ("MAP_STACK", MAP_STACK), ("MADV_NORMAL", MADV_NORMAL), ("MADV_RANDOM", MADV_RANDOM),
    ("MADV_SEQUENTIAL", MADV_SEQUENTIAL), ("MADV_WILLNEED", MADV_WILLNEED), ("MADV_DONTNEED", MADV_DONTNEED),
    ("MADV_REMOVE", MADV_REMOVE), ("MADV_DONTFORK", MADV_DONTFORK), ("MADV_DOFORK", MADV_DOFORK),
    ("MADV_HWPOISON", MADV_HWPOISON), ("MADV_MERGEABLE", MADV_MERGEABLE), ("MADV_UNMERGEABLE", MADV_UNMERGEABLE),
    ("MADV_HUGEPAGE", MADV_HUGEPAGE), ("MADV_NOHUGEPAGE", MADV_NOHUGEPAGE), ("MADV_DONTDUMP", MADV_DONTDUMP),
    ("MADV_DODUMP", MADV_DODUMP), ("MADV_FREE", MADV_FREE),
  ] + ofProcessor

  #if arch(x86_64)
    private static let ofProcessor: [(StaticString, Int32)] = [("MAP_32BIT", MAP_32BIT)]
  #else
    private static let ofProcessor: [(StaticString, Int32)] = []
  #endif

  static let declaration = TypeDeclaration(
    native: .memoryMap, "mmap.mmap", flags: [.base, .hasWeakReferences, .sequence, .exportsMemory], trace: .leaf,
    documentation: "Pages of a file, or of nothing, in the process's memory.",
    slots: [
      .window(.new) { c, type, arguments, count, names in
        initializing(
          c, "mmap", "(type, fileno, length, flags=1, prot=3, access=0, offset=0, *, trackfd=True)",
          { c, a in
            bridge(c) { () throws(Raised) in
              try make(
                c, Type(a[0]), file: c.intArgument(a[1]), count: c.sizeArgument(a[2]), flags: c.intArgument(a[3]),
                protection: c.intArgument(a[4]), access: c.intArgument(a[5]), offset: c.sizeArgument(a[6]),
                keepsFile: c.isTrue(a[7])
              ).value
            }
          }, type, arguments, Int(count), names)
      },
      .unary(.delete) { _, s in
        MemoryMap(s).close()
        return .none
      },
      .unary(.repr) { c, s in bridge(c) { () throws(Raised) in try MemoryMap(s).representation(c) } },
      .unary(.length) { c, s in
        bridge(c) { () throws(Raised) in
          try MemoryMap(s).requireOpen(c)
          return Value(smallInt: Int64(MemoryMap(s).count))
        }
      },
      .unary(.iterate) { c, s in
        bridge(c) { () throws(Raised) in
          // Its items are bytes of one, not the numbers that an index gives.
          try MemoryMap(s).requireOpen(c)
          let items = try List.make(c)
          for place in 0..<MemoryMap(s).count {
            try items.append(c, Bytes.make(c, [UInt8(MemoryMap(s).units[place])]).value)
          }
          return try c.iterator(over: items.value)
        }
      },
      .binary(.getItem) { c, s, key in bridge(c) { () throws(Raised) in try MemoryMap(s).item(c, key) } },
      .ternary(.setItem) { c, s, key, value in
        bridge(c) { () throws(Raised) -> Void in try MemoryMap(s).setItem(c, key, value) }
      },
    ],
    methods: [
      .buffer, .releaseBuffer,
      .getter("closed", { _, s in Value(!MemoryMap(s).isOpen) }),
      .one("close") { _, s in
        MemoryMap(s).close()
        return .none
      },
      .one("__enter__") { c, s in
        bridge(c) { () throws(Raised) in
          try MemoryMap(s).requireOpen(c)
          return s
        }
      },
      .window("__exit__", "(self, /, *args)") { c, a in
        bridge(c) { () throws(Raised) in try c.callMethod(a[0], "close") }
      },
      .window("find", "(self, view, start=None, end=None, /)") { c, a in
        bridge(c) { () throws(Raised) in try MemoryMap(a[0]).find(c, a[1], a[2], a[3], isLast: false) }
      },
      .window("rfind", "(self, view, start=None, end=None, /)") { c, a in
        bridge(c) { () throws(Raised) in try MemoryMap(a[0]).find(c, a[1], a[2], a[3], isLast: true) }
      },
      .three("flush", "(self, offset=0, size=None, /)") { c, s, start, length in
        bridge(c) { () throws(Raised) -> Void in
          try MemoryMap(s).flush(c, from: c.sizeArgument(start), optional(c, length))
        }
      },
      .window("madvise", "(self, option, start=0, length=None, /)") { c, a in
        bridge(c) { () throws(Raised) -> Void in
          try MemoryMap(a[0]).advise(c, c.intArgument(a[1]), from: c.sizeArgument(a[2]), optional(c, a[3]))
        }
      },
      .window("move", "(self, dest, src, count, /)") { c, a in
        bridge(c) { () throws(Raised) -> Void in
          try MemoryMap(a[0]).move(c, to: c.sizeArgument(a[1]), from: c.sizeArgument(a[2]), c.sizeArgument(a[3]))
        }
      },
      .two("read", "(self, n=None, /)") { c, s, limit in
        bridge(c) { () throws(Raised) in
          if limit != .none, !c.type(of: limit).has(.index) {
            throw c.raise(.typeError, "argument should be integer or None, not '\(c.typeName(of: limit))'")
          }
          return try MemoryMap(s).read(c, limit == .none ? -1 : c.sizeArgument(limit))
        }
      },
      .one("read_byte") { c, s in bridge(c) { () throws(Raised) in try MemoryMap(s).readByte(c) } },
      .one("readline") { c, s in bridge(c) { () throws(Raised) in try MemoryMap(s).readLine(c) } },
      .two("resize", "(self, newsize, /)") { c, s, size in
        bridge(c) { () throws(Raised) -> Void in try MemoryMap(s).resize(c, c.sizeArgument(size)) }
      },
      .three("seek", "(self, pos, whence=0, /)") { c, s, offset, whence in
        bridge(c) { () throws(Raised) in try MemoryMap(s).seek(c, c.sizeArgument(offset), c.intArgument(whence)) }
      },
      .one("seekable") { _, _ in .true },
      .one("size") { c, s in bridge(c) { () throws(Raised) in Value(smallInt: Int64(try MemoryMap(s).fileSize(c))) } },
      .one("tell") { c, s in
        bridge(c) { () throws(Raised) in
          try MemoryMap(s).requireOpen(c)
          return Value(smallInt: Int64(MemoryMap(s).position))
        }
      },
      .two("write", "(self, bytes, /)") { c, s, data in
        bridge(c) { () throws(Raised) in try MemoryMap(s).write(c, data) }
      },
      .two("write_byte", "(self, byte, /)") { c, s, byte in
        bridge(c) { () throws(Raised) -> Void in try MemoryMap(s).writeByte(c, byte) }
      },
    ])

  private static func optional(_ context: Context, _ size: Value) throws(Raised) -> Int? {
    size == .none ? nil : try context.sizeArgument(size)
  }
}
