@testable import Bytecode

/// Code objects that several suites look at.
enum Samples {
  static func header(_ name: StaticString = "f") -> CodeHeader {
    CodeHeader(name: Text(name), qualifiedName: Text(name), filename: "sample.py", firstLine: 1)
  }

  /// A function of these parameters, of a body that a closure assembles.
  static func function(
    _ parameters: [Text] = [], variables: [Text] = [], registerCount: Int, _ body: (inout Assembler) -> Void
  ) -> CodeObject {
    var header = header()
    header.positionalCount = Int32(parameters.count)
    header.variableNames = parameters + variables
    header.flags = [.optimized, .newLocals]
    var assembler = Assembler()
    body(&assembler)
    return assembler.finish(header, registerCount: registerCount)
  }

  /// `def total(items): sum = 0; for item in items: sum += item; return sum`, in four lines.
  static var total: CodeObject {
    function(["items"], variables: ["sum", "item"], registerCount: 4) { code in
      let (items, sum, item, iterator) = (Register(0), Register(1), Register(2), Register(3))
      let (body, test) = (code.newLabel(), code.newLabel())
      code.position = SourcePosition(line: 2, endLine: 2, column: 2, endColumn: 9)
      code.loadConstant(result: sum, value: code.constant(.integer(0)))
      code.position = SourcePosition(line: 3, endLine: 3, column: 14, endColumn: 19)
      code.getIterator(result: iterator, iterable: .register(items))
      code.jump(target: test)
      code.bind(body)
      code.position = SourcePosition(line: 4, endLine: 4, column: 4, endColumn: 15)
      code.add(result: sum, left: .register(sum), right: .register(item), inPlace: true)
      code.bind(test)
      code.position = SourcePosition(line: 3, endLine: 3, column: 6, endColumn: 10)
      code.forNext(item: item, iterator: iterator, target: body)
      code.position = SourcePosition(line: 5, endLine: 5, column: 2, endColumn: 12)
      code.return(value: .register(sum))
    }
  }

  /// `try: x() except: pass`: one call in a protected range.
  static func protected(_ handler: (inout Assembler) -> Void) -> CodeObject {
    function(["x"], registerCount: 4) { code in
      let (caught, end) = (code.newLabel(), code.newLabel())
      code.enterTry(handler: caught)
      code.move(result: Register(1), source: Register(0))
      code.call(result: Register(1), callee: Register(1), count: 0)
      code.leaveTry()
      code.jump(target: end)
      code.bind(caught)
      handler(&code)
      code.bind(end)
      code.return(value: .constant(code.constant(.none)))
    }
  }

  /// A module that defines a closure over `x`, with one constant of every kind.
  static var module: CodeObject {
    var innerHeader = header("inner")
    innerHeader.freeNames = ["x"]
    innerHeader.captures = [.register(Register(0))]
    innerHeader.flags = [.optimized, .newLocals, .nested]
    var inner = Assembler()
    inner.loadFree(result: Register(0), variable: FreeIndex(0))
    inner.return(value: .register(Register(0)))
    let innerCode = inner.finish(innerHeader, registerCount: 1)

    var header = header("outer")
    header.cellNames = ["x"]
    header.cellRegisters = [Register(0)]
    var outer = Assembler()
    outer.newCell(cell: Register(0))
    outer.makeFunction(result: Register(1), code: outer.constant(.code(innerCode)))
    for constant in constants {
      outer.storeName(key: outer.name("x"), value: .constant(outer.constant(constant)))
    }
    outer.return(value: .constant(outer.constant(.none)))
    return outer.finish(header, registerCount: 2)
  }

  static let constants: [Constant] = [
    .none, .true, .false, .ellipsis, .integer(0), .integer(1), .integer(.min), .integer(.max),
    Constant(BigInteger(10).raised(to: 40)), Constant(-BigInteger(10).raised(to: 40)),
    .float(0.0), .float(-0.0), .float(1.0), .float(.nan), .complex(real: 0, imaginary: -0.0),
    .text("text"), .text(Text([0xED, 0xA0, 0x80])), .bytes([0, 255]), .bytes(Array("text".utf8)),
    .tuple([]), .tuple([.integer(1), .tuple([.float(1)])]), .tuple([.true, .tuple([.float(1)])]),
    .frozenSet([.integer(1), .text("a")]), .slice(start: .none, stop: .integer(2), step: .none),
  ]
}

extension Text: ExpressibleByStringLiteral {
  public init(stringLiteral value: StaticString) { self.init(value) }
}
