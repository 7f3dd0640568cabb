import CRuntime
import Runtime

/// What `posixpath` has done natively: taking the text of paths apart.
enum PathText {
  static let functions: [NativeEntry] = [
    .one("fspath", "(path)", .function) { c, path in bridge(c) { () throws(Raised) in try c.fileSystemPath(path) } },
    .one("_path_normpath", "(path)", .function) { c, path in
      bridge(c) { () throws(Raised) in
        let path = try c.fileSystemPath(path)
        if let text = Text(ifHas: path) {
          var builder = try TextBuilder(c, capacity: text.count + 1)
          try normalize(c, text.units, to: &builder)
          return try builder.finish(c).value
        }
        var builder = try TextBuilder(c, capacity: Bytes(path).count + 1)
        try normalize(c, Bytes(path).units, to: &builder)
        return try builder.finishBytes(c).value
      }
    },
    .one("_path_splitroot_ex", "(p)", .function) { c, path in
      bridge(c) { () throws(Raised) in
        let path = try c.fileSystemPath(path)
        if let text = Text(ifHas: path) {
          let end = rootLength(text.units)
          return try Tuple.make(
            c, Text.empty(c).value, Text.slice(c, text, 0, end).value, Text.slice(c, text, end, text.count).value
          ).value
        }
        let (bytes, end) = (Bytes(path), rootLength(Bytes(path).units))
        return try Tuple.make(
          c, Bytes.make(c, []).value, Bytes.slice(c, bytes, 0, end).value, Bytes.slice(c, bytes, end, bytes.count).value
        ).value
      }
    },
  ]

  /// Slashes at the start: two mean something of their own, one and three or more do not.
  private static func rootLength(_ path: TextUnits) -> Int {
    if path.count == 0 || path[0] != 0x2f { return 0 }
    let isDouble = path.count > 1 && path[1] == 0x2f && (path.count == 2 || path[2] != 0x2f)
    return isDouble ? 2 : 1
  }

  /// Writes the path without empty parts, `.`, and what `..` takes back.
  private static func normalize(
    _ context: Context, _ path: TextUnits, to builder: inout TextBuilder
  ) throws(Raised) {
    let root = rootLength(path)
    var parts: [Swift.Range<Int>] = []
    var place = root
    while place < path.count {
      let rest = path.slice(place, path.count)
      let end = place + (rest.firstIndex(ofUnit: 0x2f) ?? rest.count)
      let part = path.slice(place, end)
      let isParent = part.count == 2 && part[0] == 0x2e && part[1] == 0x2e
      if part.count == 0 || part.count == 1 && part[0] == 0x2e {
        // Says nothing.
      } else if !isParent || (parts.last.map { isParentPart(path, $0) } ?? (root == 0)) {
        parts.append(place..<end)
      } else if !parts.isEmpty {
        parts.removeLast()
      }
      place = end + 1
    }
    if root == 0, parts.isEmpty { return try builder.append(context, codePoint: 0x2e) }
    try builder.append(context, codePoint: 0x2f, times: root)
    for (index, part) in parts.enumerated() {
      if index > 0 { try builder.append(context, codePoint: 0x2f) }
      for place in part { try builder.append(context, codePoint: path[place]) }
    }
  }

  private static func isParentPart(_ path: TextUnits, _ part: Swift.Range<Int>) -> Bool {
    part.count == 2 && path[part.lowerBound] == 0x2e && path[part.lowerBound + 1] == 0x2e
  }
}
