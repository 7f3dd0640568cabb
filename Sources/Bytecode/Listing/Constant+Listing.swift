extension Constant {
  /// The constant as Python writes it, cut to about `limit` characters.
  public func listing(limit: Int = 48) -> String {
    var out = ""
    write(to: &out, limit: limit)
    return out
  }

  private func write(to out: inout String, limit: Int) {
    switch self {
    case .none: out += "None"
    case .true: out += "True"
    case .false: out += "False"
    case .ellipsis: out += "..."
    case .integer(let value): out += "\(value)"
    case .bigInteger(let value):
      out += value.bitLength <= 256 ? value.decimal : "<int of \(value.bitLength) bits>"
    case .float(let value): out += "\(value)"
    case .complex(let real, let imaginary):
      let (real, imaginary) = (Constant.complexPart(real), Constant.complexPart(imaginary))
      out += real == "0" ? imaginary + "j" : "(\(real)\(imaginary.hasPrefix("-") ? "" : "+")\(imaginary)j)"
    case .text(let text): Constant.quote(text.bytes, prefix: "", limit: limit, to: &out)
    case .bytes(let bytes): Constant.quote(bytes, prefix: "b", limit: limit, to: &out)
    case .tuple(let items):
      Constant.list(items, "(", items.count == 1 ? ",)" : ")", limit: limit, to: &out)
    case .frozenSet(let items):
      Constant.list(items, "frozenset({", "})", limit: limit, to: &out)
    case .slice(let start, let stop, let step):
      Constant.list([start, stop, step], "slice(", ")", limit: limit, to: &out)
    case .code(let code): out += "<code \(code.header.qualifiedName.string)>"
    }
  }

  /// Complex numbers are written without the `.0` of whole floats.
  private static func complexPart(_ value: Double) -> String {
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  private static func list(_ items: [Constant], _ open: String, _ close: String, limit: Int, to out: inout String) {
    out += open
    let end = out.utf8.count + limit
    for (index, item) in items.enumerated() {
      if index > 0 { out += ", " }
      if out.utf8.count > end {
        out += "…"
        break
      }
      item.write(to: &out, limit: limit / 2)
    }
    out += close
  }

  /// Quotes text (in generalised UTF-8, lone surrogates escaped) or bytes, by the prefix.
  private static func quote(_ bytes: [UInt8], prefix: String, limit: Int, to out: inout String) {
    let quote: UInt8 = bytes.contains(39) && !bytes.contains(34) ? 34 : 39
    var quoted: [UInt8] = [quote]
    var index = 0
    while index < bytes.count, quoted.count < limit {
      let byte = bytes[index]
      index += 1
      switch byte {
      case quote, 92: quoted += [92, byte]
      case 9: quoted += [92, 116]
      case 10: quoted += [92, 110]
      case 13: quoted += [92, 114]
      case 32..<127: quoted.append(byte)
      case 0xED where prefix.isEmpty && index + 1 < bytes.count && bytes[index] >= 0xA0:
        let unit = 0xD000 | UInt32(bytes[index] & 0x3F) << 6 | UInt32(bytes[index + 1] & 0x3F)
        index += 2
        quoted += [92, 117] + hex(unit, digits: 4)
      case 0x80... where prefix.isEmpty:
        quoted.append(byte)
        while index < bytes.count, bytes[index] & 0xC0 == 0x80 {
          quoted.append(bytes[index])
          index += 1
        }
      default: quoted += [92, 120] + hex(UInt32(byte), digits: 2)
      }
    }
    quoted.append(quote)
    out += prefix + String(decoding: quoted, as: UTF8.self)
    if index < bytes.count { out += "…" }
  }

  private static func hex(_ value: UInt32, digits: Int) -> [UInt8] {
    (0..<digits).reversed().map { place in
      let digit = UInt8(truncatingIfNeeded: value >> UInt32(truncatingIfNeeded: place * 4) & 15)
      return digit < 10 ? 48 + digit : 87 + digit
    }
  }
}
