import CRuntime

/// A table of what a heap holds, by type: what `-X heap-stats` prints when a program ends.
struct HeapReport {
  private struct Row {
    let name: String
    var count = 0
    var bytes = 0
  }

  private var rows: [Row] = []
  private let statistics: HeapStatistics

  /// Collects first, so that only what lives is counted.
  init(_ context: Context) {
    let heap = Heap(of: context)
    var found = (rows: [Row](), indices: [String: Int]())
    heap.collect(context) {
      heap.forEachObject { walked in
        let name = Self.name(of: walked.object, context)
        let index = found.indices[name] ?? found.rows.count
        if index == found.rows.count {
          found.rows.append(Row(name: name))
          found.indices[name] = index
        }
        found.rows[index].count += 1
        found.rows[index].bytes += walked.size
      }
    }
    rows = found.rows
    statistics = heap.statistics
  }

  private static func name(of object: ObjectPointer, _ context: Context) -> String {
    switch Kind(rawValue: object.pointee.kind & 0x7f) {
    case .listStorage, .byteRow: "(list storage)"
    case .dictStorage: "(dict storage)"
    case .setStorage: "(set storage)"
    case .attributeStorage: "(values)"
    case .textBuffer: "(text buffer)"
    case .shape: "(shape)"
    case .shapeNames: "(shape's names)"
    case .globalCell: "(global)"
    case .signature: "(signature)"
    default: context.hasShape(object.pointee.shape) ? context.typeName(of: Value(object)) : "(other)"
    }
  }

  /// A line for each type, those that take most first, and what the collector did.
  var text: String {
    var text = "\(Self.padded("objects", 12))\(Self.padded("bytes", 14))  type\n"
    for row in rows.sorted(by: { $0.bytes > $1.bytes }) {
      text += "\(Self.padded("\(row.count)", 12))\(Self.padded("\(row.bytes)", 14))  \(row.name)\n"
    }
    text += "\(statistics.collections) collections, \(statistics.totalPause / 1000) microseconds in all, "
    text += "\(statistics.longestPause / 1000) the longest\n"
    return text
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.utf8.count)) + text
  }
}

extension Context {
  /// Writes the heap's table to the standard error.
  public func reportHeap() { writeError(HeapReport(self).text) }

  /// Whether there is a shape of that index.
  fileprivate func hasShape(_ index: UInt32) -> Bool { pointee.shapes.unsafelyUnwrapped[Int(index)] != nil }
}
