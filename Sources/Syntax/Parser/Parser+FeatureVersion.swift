// `feature_version`: refusing syntax newer than the version asked for.

extension Parser {
  /// Throws unless the feature version has what `feature` (with its verb) names.
  @inline(__always)
  mutating func require(_ version: Int32, _ feature: StaticString) throws(SyntaxError) {
    if options.featureVersion < version { throw missingFeature(version, feature) }
  }

  @inline(never)
  private func missingFeature(_ version: Int32, _ feature: StaticString) -> SyntaxError {
    lexer.error(.syntax, "\(feature.description) only supported in Python 3.\(version) and greater", at: token.range)
  }
}
