import CRuntime

extension FormatSpecification {
  /// Both parts are formatted alike, and what they make up is padded as a whole.
  static func format(_ context: Context, complex value: Value, _ given: TextUnits) throws(Raised) -> Text {
    let number = Complex(value).number
    if given.count == 0 { return try context.str(value) }
    let specification = try FormatSpecification(context, given, for: "complex")
    if specification.fill == 0x30, specification.alignment == 0x3d {
      throw context.raise(.valueError, "Zero padding is not allowed in complex format specifier")
    }
    if specification.alignment == 0x3d {
      throw context.raise(.valueError, "'=' alignment flag is not allowed in complex format specifier")
    }
    if specification.type == 0x25 { throw specification.raiseUnknown(context, "complex") }
    var part = specification
    (part.width, part.alignment, part.fill) = (0, 0, 0x20)
    // Without a type the text is that of `repr`, with a precision in its general form.
    let isPlain = specification.type == 0
    if isPlain, specification.precision != nil || specification.isAlternate { part.type = 0x67 }
    let hasReal = !isPlain || number.real != 0 || number.real.sign == .minus
    var builder = try TextBuilder(context)
    if hasReal {
      if isPlain { try builder.append(context, "(") }
      try builder.append(context, part.format(context, number: number.real, "complex", keepsFraction: false))
      part.sign = 0x2b
    }
    try builder.append(context, part.format(context, number: number.imaginary, "complex", keepsFraction: false))
    try builder.append(context, isPlain && hasReal ? "j)" : "j")
    return try specification.pad(context, builder.finish(context), preferred: 0x3e)
  }
}
