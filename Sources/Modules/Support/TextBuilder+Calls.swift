import Runtime

extension TextBuilder {
  /// What follows a call's first argument as a `repr` shows it: `, 2, key=3)`.
  mutating func appendFurther(_ context: Context, _ arguments: Tuple, _ keywords: Dict) throws(Raised) {
    for index in 0..<arguments.count {
      try append(context, ", ")
      try append(context, context.repr(arguments[index]))
    }
    var position = 0
    while let (name, value) = keywords.next(&position) {
      try append(context, ", ")
      try append(context, context.str(name))
      try append(context, "=")
      try append(context, context.repr(value))
    }
    try append(context, ")")
  }
}
