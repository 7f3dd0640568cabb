import CRuntime

extension TextFile {
  static let declaration = TypeDeclaration(
    "_io.TextIOWrapper", kind: .textFile,
    slots: [
      SlotEntry(slot: .new, body: 0),
      .unary(.repr) { c, s in
        bridge(c) { () throws(Raised) in
          let file = TextFile(s).pointer.pointee
          let mode = file.isWriting ? "w" : "r"
          return try Text.make(
            c, "<_io.TextIOWrapper name=\(c.reprString(file.name)) mode='\(mode)' encoding='utf-8'>").value
        }
      },
      .unary(.iterate) { _, s in s },
      .unary(.next) { c, s in
        bridge(c) { () throws(Raised) in
          let line = try TextFile(s).readLine(c)
          return line.count == 0 ? .empty : line.value
        }
      },
    ],
    methods: [
      .two("write", "(self, text, /)") { c, s, text in
        bridge(c) { () throws(Raised) in
          guard let text = Text(ifHas: text) else {
            throw c.raise(.typeError, "write() argument must be str, not \(c.typeName(of: text))")
          }
          try TextFile(s).write(c, text)
          return Value(smallInt: Int64(text.count))
        }
      },
      .two("writelines", "(self, lines, /)") { c, s, lines in
        bridge(c) { () throws(Raised) -> Void in
          try c.forEach(in: lines) { (line) throws(Raised) in
            guard let line = Text(ifHas: line) else {
              throw c.raise(.typeError, "write() argument must be str, not \(c.typeName(of: line))")
            }
            try TextFile(s).write(c, line)
            return true
          }
        }
      },
      .one("flush") { c, s in bridge(c) { () throws(Raised) -> Void in try TextFile(s).flush(c) } },
      .two("read", "(self, size=-1, /)") { c, s, size in
        bridge(c) { () throws(Raised) in
          let limit = size == .none ? -1 : try c.machineIndex(of: size)
          if limit < 0 { return try TextFile(s).readAll(c).value }
          var builder = try TextBuilder(c)
          var count = 0
          while count < Int(limit), case let line = try TextFile(s).readLine(c, limit: Int(limit) - count), line.count > 0 {
            try builder.append(c, line)
            count += line.count
          }
          return try builder.finish(c).value
        }
      },
      .two("readline", "(self, size=-1, /)") { c, s, size in
        bridge(c) { () throws(Raised) in
          let limit = try c.machineIndex(of: size)
          return try TextFile(s).readLine(c, limit: limit < 0 ? .max : Int(limit)).value
        }
      },
      .two("readlines", "(self, hint=-1, /)") { c, s, _ in
        bridge(c) { () throws(Raised) in try c.list(of: s).value }
      },
      .one("close") { c, s in
        bridge(c) { () throws(Raised) -> Void in
          try TextFile(s).flush(c)
          TextFile(s).pointer.pointee.isClosed = true
        }
      },
      .one("fileno") { _, s in Value(smallInt: Int64(TextFile(s).pointer.pointee.descriptor)) },
      .one("isatty") { _, s in Value(host_is_terminal(TextFile(s).pointer.pointee.descriptor)) },
      .one("readable") { _, s in Value(!TextFile(s).pointer.pointee.isWriting) },
      .one("writable") { _, s in Value(TextFile(s).pointer.pointee.isWriting) },
      .one("seekable") { _, _ in .false },
      .one("__enter__") { _, s in s },
      .window("__exit__", "(self, /, *exc_info)") { c, a in
        bridge(c) { () throws(Raised) -> Void in try TextFile(a[0]).flush(c) }
      },
      .window("reconfigure", "(self, /, *, encoding=None, errors=None, newline=None, line_buffering=None, write_through=None)") {
        c, a in
        bridge(c) { () throws(Raised) -> Void in
          if a[2] != .none { TextFile(a[0]).pointer.pointee.escapes = Text(ifHas: a[2]).map { $0 == "backslashreplace" } ?? false }
          if a[4] != .none { TextFile(a[0]).pointer.pointee.isLineBuffered = try c.isTrue(a[4]) }
          if a[5] != .none, try c.isTrue(a[5]) { TextFile(a[0]).pointer.pointee.isLineBuffered = true }
        }
      },
      .getter("name", { _, s in TextFile(s).pointer.pointee.name }),
      .getter("mode", { c, s in
        bridge(c) { () throws(Raised) in
          try Text.make(c, TextFile(s).pointer.pointee.isWriting ? "w" as StaticString : "r").value
        }
      }),
      .getter("encoding", { c, _ in bridge(c) { () throws(Raised) in try Text.make(c, "utf-8" as StaticString).value } }),
      .getter("errors", { c, s in
        bridge(c) { () throws(Raised) in
          try Text.make(c, TextFile(s).pointer.pointee.escapes ? "backslashreplace" as StaticString : "strict").value
        }
      }),
      .getter("newlines", { _, _ in .none }),
      .getter("line_buffering", { _, s in Value(TextFile(s).pointer.pointee.isLineBuffered) }),
      .getter("write_through", { _, _ in .false }),
      .getter("closed", { _, s in Value(TextFile(s).pointer.pointee.isClosed) }),
    ])
}
