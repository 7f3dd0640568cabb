import CRuntime

/// What a sort moves about.
protocol SortElement {
  var key: Value { get }
  /// Whether rows of these are to be searched by the collector.
  static var space: CellSpace { get }
}

extension Value: SortElement {
  var key: Value { self }
  static var space: CellSpace { .plain }
}

/// An element and what it is sorted by.
struct KeyedValue: SortElement {
  var key: Value
  var value: Value
  static var space: CellSpace { .plain }
}

/// An element whose key is text, with the text's first bytes as a number that sorts as they do.
struct PrefixedText<Element: SortElement>: SortElement {
  var prefix: UInt64
  var element: Element

  var key: Value { element.key }
  static var space: CellSpace { .leaf }

  init(_ element: Element) {
    self.element = element
    let text = Text(element.key)
    if text.count >= 8 {
      prefix = text.base.loadUnaligned(as: UInt64.self).bigEndian
    } else {
      prefix = 0
      for index in 0..<text.count { prefix |= UInt64(text.units[index]) << UInt64(56 - 8 * index) }
    }
  }
}

// MARK: Orders

/// Says which of two elements comes first. Once a comparison has raised, the exception is pending, all answers are
/// *false*, and the sort runs to its end; an order that throws was miscompiled by Swift 6.3.1 where a witness does not.
protocol SortOrder<Element> {
  associatedtype Element: SortElement
  func precedes(_ left: Element, _ right: Element) -> Bool
}

struct SmallIntOrder<Element: SortElement>: SortOrder {
  /// Tagged words sort as their ints.
  @inline(__always)
  func precedes(_ left: Element, _ right: Element) -> Bool {
    Int64(bitPattern: left.key.bits) < Int64(bitPattern: right.key.bits)
  }
}

struct InlineFloatOrder<Element: SortElement>: SortOrder {
  @inline(__always)
  func precedes(_ left: Element, _ right: Element) -> Bool { left.key.inlineFloat < right.key.inlineFloat }
}

struct TextOrder<Element: SortElement>: SortOrder {
  @inline(__always)
  func precedes(_ left: PrefixedText<Element>, _ right: PrefixedText<Element>) -> Bool {
    left.prefix != right.prefix ? left.prefix < right.prefix : Text.compare(Text(left.key), Text(right.key)) < 0
  }
}

struct GeneralOrder<Element: SortElement>: SortOrder {
  let context: Context

  func precedes(_ left: Element, _ right: Element) -> Bool {
    if !context.pointee.pendingException.isEmpty { return false }
    do throws(Raised) {
      return try context.isTrue(context.compare(.less, left.key, right.key))
    } catch {
      return false
    }
  }
}

// MARK: What all keys are

enum SortKeys {
  case smallInts, inlineFloats
  /// Of the exact class, all code points below 256.
  case text
  case others

  init<Element: SortElement>(_ elements: UnsafeMutablePointer<Element>, _ count: Int) {
    self = SortKeys(of: elements[0].key)
    if self == .others { return }
    for index in 1..<count where SortKeys(of: elements[index].key) != self {
      self = .others
      return
    }
  }

  @inline(__always)
  private init(of key: Value) {
    if key.isSmallInt {
      self = .smallInts
    } else if key.isInlineFloat {
      self = .inlineFloats
    } else if let text = Text(ifExactly: key), text.width == .one {
      self = .text
    } else {
      self = .others
    }
  }
}

/// A temporary row of elements on the heap.
struct SortRow<Element: SortElement> {
  let elements: UnsafeMutablePointer<Element>

  init(_ context: Context, capacity: Int) throws(Raised) {
    let (size, overflow) = capacity.multipliedReportingOverflow(by: MemoryLayout<Element>.stride)
    let offset = ListStorage.elementsOffset
    if overflow || size > Int.max - offset { throw context.raiseMemoryError() }
    guard let cell = Heap.allocate(context, size: offset + size, space: Element.space) else {
      throw context.raiseMemoryError()
    }
    cell.assumingMemoryBound(to: ListStorageLayout.self).pointee = ListStorageLayout(
      header: .exact(.listStorage), capacity: Int64(size / 8))
    elements = (cell + offset).assumingMemoryBound(to: Element.self)
  }
}
