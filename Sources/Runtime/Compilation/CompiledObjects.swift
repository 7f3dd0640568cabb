import CRuntime

// Objects of the runtime's own that machine code makes itself: their headers, as words, their sizes in bytes, and where
// their words are. What is not written is *empty*, since free cells are.

extension CompiledLayout {
  private static func word(_ header: ObjectHeader) -> UInt64 { unsafeBitCast(header, to: UInt64.self) }

  // MARK: Rows

  public static var tupleHeader: UInt64 { word(.exact(.tuple)) }
  public static var tupleElements: Int { Tuple.elementsOffset }
  public static var listHeader: UInt64 { word(.exact(.list)) }
  public static var listSize: Int { MemoryLayout<ListLayout>.size }
  public static var listStorage: Int { MemoryLayout<ListLayout>.offset(of: \.storage).unsafelyUnwrapped }
  /// Of lists and tuples.
  public static var sequenceCount: Int { MemoryLayout<ListLayout>.offset(of: \.count).unsafelyUnwrapped }
  public static var listStorageHeader: UInt64 { word(.exact(.listStorage)) }
  public static var listStorageCapacity: Int { MemoryLayout<ListStorageLayout>.offset(of: \.capacity).unsafelyUnwrapped }
  public static var listStorageElements: Int { ListStorage.elementsOffset }
  public static var byteRowShape: UInt32 { ByteRow.header.shape }
  public static var byteRowCount: Int { MemoryLayout<ByteRowLayout>.offset(of: \.count).unsafelyUnwrapped }
  public static var byteRowBytes: Int { ByteRow.bytesOffset }

  // MARK: Floats

  public static var floatNumber: Int { MemoryLayout<HeapFloatLayout>.offset(of: \.number).unsafelyUnwrapped }

  // MARK: Iterators

  public static var listIteratorHeader: UInt64 { word(Iterator.header(.list)) }
  public static var tupleIteratorHeader: UInt64 { word(Iterator.header(.tuple)) }
  public static var rangeIteratorHeader: UInt64 { word(Iterator.header(.smallRange)) }
  public static var iteratorSize: Int { MemoryLayout<IteratorLayout>.size }
  public static var iteratorPosition: Int { MemoryLayout<IteratorLayout>.offset(of: \.position).unsafelyUnwrapped }
  /// Of one over a small range.
  public static var iteratorRemaining: Int { MemoryLayout<IteratorLayout>.offset(of: \.remaining).unsafelyUnwrapped }
  /// Of one over a small range, the step.
  public static var iteratorSource: Int { MemoryLayout<IteratorLayout>.offset(of: \.source).unsafelyUnwrapped }

  // MARK: Functions

  public static var cellHeader: UInt64 { word(Cell.header) }
  public static var cellSize: Int { MemoryLayout<CellLayout>.size }
  public static var cellContent: Int { MemoryLayout<CellLayout>.offset(of: \.content).unsafelyUnwrapped }
  public static var methodHeader: UInt64 { word(.exact(.method)) }
  public static var methodSize: Int { MemoryLayout<MethodLayout>.size }
  public static var methodFunction: Int { MemoryLayout<MethodLayout>.offset(of: \.function).unsafelyUnwrapped }
  public static var methodReceiver: Int { MemoryLayout<MethodLayout>.offset(of: \.receiver).unsafelyUnwrapped }
  public static var functionHeader: UInt64 { word(Function.header) }
  public static var functionSize: Int { MemoryLayout<FunctionLayout>.size }
  /// A word with the version and the flags, which begin as 1 and 0.
  public static var functionVersion: Int { MemoryLayout<FunctionLayout>.offset(of: \.version).unsafelyUnwrapped }
  public static var functionCode: Int { MemoryLayout<FunctionLayout>.offset(of: \.code).unsafelyUnwrapped }
  public static var functionGlobals: Int { MemoryLayout<FunctionLayout>.offset(of: \.globals).unsafelyUnwrapped }
  public static var functionBuiltins: Int { MemoryLayout<FunctionLayout>.offset(of: \.builtins).unsafelyUnwrapped }
  public static var functionDefaults: Int { MemoryLayout<FunctionLayout>.offset(of: \.defaults).unsafelyUnwrapped }
  public static var functionClosure: Int { MemoryLayout<FunctionLayout>.offset(of: \.closure).unsafelyUnwrapped }
  public static var functionName: Int { MemoryLayout<FunctionLayout>.offset(of: \.name).unsafelyUnwrapped }
  public static var functionQualifiedName: Int {
    MemoryLayout<FunctionLayout>.offset(of: \.qualifiedName).unsafelyUnwrapped
  }
}
