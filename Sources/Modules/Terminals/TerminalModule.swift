import CRuntime
import Glibc
import Runtime

/// The module `termios`: how terminals treat what is typed and written.
enum TerminalModule {
  static let module = ModuleDeclaration(
    "termios", "How terminals treat what is typed and written: the standard's calls for them.",
    functions: attributes + waiting + size,
    fill: { (c, module) throws(Raised) in
      for row in TerminalConstants.rows { try module.set(c, row.name, PythonInt.make(c, row.number)) }
      try module.set(c, "error", errorType(c))
    })

  // MARK: Errors

  private static func errorType(_ context: Context) throws(Raised) -> Value {
    try context.value(of: .terminalError) { () throws(Raised) in
      try context.makeException("termios.error", base: .exception)
    }
  }

  /// The same as `system`, with the module's own exception.
  private static func perform(_ context: Context, _ body: () -> Int32) throws(Raised) {
    while true {
      let result = context.attempt { Int(body()) }
      if result >= 0 { return }
      if result != -Int(EINTR) {
        let text = try Text.make(context, String(cString: strerror(Int32(-result)))).value
        throw context.raise(
          Exception(try context.call(errorType(context), Value(smallInt: Int64(-result)), text)))
      }
      try context.handleEvents()
    }
  }

  // MARK: Attributes

  private static let controlCount = 32

  private static let attributes: [NativeEntry] = [
    .one("tcgetattr", "(fd, /)", .function) { c, file in
      bridge(c) { () throws(Raised) in
        let descriptor = try c.fileDescriptor(file)
        var mode = Glibc.termios()
        try perform(c) { Glibc.tcgetattr(descriptor, &mode) }
        return try list(c, mode).value
      }
    },
    .three("tcsetattr", "(fd, when, attributes, /)", .function) { c, file, when, attributes in
      bridge(c) { () throws(Raised) -> Void in
        let (descriptor, when) = (try c.fileDescriptor(file), try c.intArgument(when))
        guard let row = List(ifHas: attributes), row.count == 7 else {
          throw c.raise(.typeError, "tcsetattr, arg 3: must be 7 element list")
        }
        var mode = Glibc.termios()
        // What the list does not say stays as it is.
        try perform(c) { Glibc.tcgetattr(descriptor, &mode) }
        try read(c, row, into: &mode)
        try perform(c) { Glibc.tcsetattr(descriptor, when, &mode) }
      }
    },
  ]

  private static func list(_ context: Context, _ mode: Glibc.termios) throws(Raised) -> List {
    // Without the canonical mode two of the characters are numbers.
    let isCanonical = mode.c_lflag & tcflag_t(ICANON) != 0
    let controls = try List.make(context)
    var mode = mode
    for index in 0..<controlCount {
      let byte = withUnsafeBytes(of: &mode.c_cc) { $0[index] }
      let isNumber = !isCanonical && (index == Int(VMIN) || index == Int(VTIME))
      try controls.append(
        context,
        isNumber ? Value(smallInt: Int64(byte)) : Bytes.make(context, [byte]).value)
    }
    let row = try List.make(context)
    for flags in [mode.c_iflag, mode.c_oflag, mode.c_cflag, mode.c_lflag] {
      try row.append(context, Value(smallInt: Int64(flags)))
    }
    try row.append(context, Value(smallInt: Int64(cfgetispeed(&mode))))
    try row.append(context, Value(smallInt: Int64(cfgetospeed(&mode))))
    try row.append(context, controls.value)
    return row
  }

  private static func read(_ context: Context, _ row: List, into mode: inout Glibc.termios) throws(Raised) {
    func word(_ index: Int) throws(Raised) -> UInt32 {
      UInt32(truncatingIfNeeded: try context.machineIndex(of: row.element(index)))
    }
    mode.c_iflag = try word(0)
    mode.c_oflag = try word(1)
    mode.c_cflag = try word(2)
    mode.c_lflag = try word(3)
    let (input, output) = (try word(4), try word(5))
    guard let controls = List(ifHas: row.element(6)), controls.count == controlCount else {
      throw context.raise(.typeError, "tcsetattr: attributes[6] must be \(controlCount) element list")
    }
    for index in 0..<controlCount {
      let value = controls.element(index)
      let byte: UInt8
      if let bytes = Bytes(ifHas: value), bytes.count == 1 {
        byte = bytes.bytes[0]
      } else if context.isInt(value) {
        byte = UInt8(truncatingIfNeeded: try context.machineIndex(of: value))
      } else {
        throw context.raise(
          .typeError, "tcsetattr: elements of attributes must be bytes objects of length 1 or integers")
      }
      withUnsafeMutableBytes(of: &mode.c_cc) { $0[index] = byte }
    }
    cfsetispeed(&mode, input)
    cfsetospeed(&mode, output)
  }

  // MARK: What waits to be sent

  private static let waiting: [NativeEntry] = [
    .one("tcdrain", "(fd, /)", .function) { c, file in
      bridge(c) { () throws(Raised) -> Void in
        let descriptor = try c.fileDescriptor(file)
        try perform(c) { Glibc.tcdrain(descriptor) }
      }
    },
    .two("tcflush", "(fd, queue, /)", .function) { c, file, queue in
      bridge(c) { () throws(Raised) -> Void in
        let (descriptor, queue) = (try c.fileDescriptor(file), try c.intArgument(queue))
        try perform(c) { Glibc.tcflush(descriptor, queue) }
      }
    },
    .two("tcflow", "(fd, action, /)", .function) { c, file, action in
      bridge(c) { () throws(Raised) -> Void in
        let (descriptor, action) = (try c.fileDescriptor(file), try c.intArgument(action))
        try perform(c) { Glibc.tcflow(descriptor, action) }
      }
    },
    .two("tcsendbreak", "(fd, duration, /)", .function) { c, file, duration in
      bridge(c) { () throws(Raised) -> Void in
        let (descriptor, duration) = (try c.fileDescriptor(file), try c.intArgument(duration))
        try perform(c) { Glibc.tcsendbreak(descriptor, duration) }
      }
    },
  ]

  // MARK: Size

  private static let size: [NativeEntry] = [
    .one("tcgetwinsize", "(fd, /)", .function) { c, file in
      bridge(c) { () throws(Raised) in
        let descriptor = try c.fileDescriptor(file)
        var size = winsize()
        try perform(c) { ioctl(descriptor, UInt(TIOCGWINSZ), &size) }
        return try Tuple.make(c, Value(smallInt: Int64(size.ws_row)), Value(smallInt: Int64(size.ws_col))).value
      }
    },
    .two("tcsetwinsize", "(fd, winsize, /)", .function) { c, file, value in
      bridge(c) { () throws(Raised) -> Void in
        let descriptor = try c.fileDescriptor(file)
        let isSequence = c.type(of: value).has(.getItem) && c.type(of: value).has(.length)
        guard isSequence, try c.length(value) == 2 else {
          throw c.raise(.typeError, "tcsetwinsize, arg 2: must be a two-item sequence")
        }
        var size = winsize()
        try perform(c) { ioctl(descriptor, UInt(TIOCGWINSZ), &size) }
        let rows = UInt16(exactly: try c.machineIndex(of: c.item(of: value, Value(smallInt: 0))))
        let columns = UInt16(exactly: try c.machineIndex(of: c.item(of: value, Value(smallInt: 1))))
        guard let rows, let columns else { throw c.raise(.overflowError, "winsize value(s) out of range.") }
        (size.ws_row, size.ws_col) = (rows, columns)
        try perform(c) { ioctl(descriptor, UInt(TIOCSWINSZ), &size) }
      }
    },
  ]
}
