import CRuntime

/// Where the modules are that come with Taipan or that it borrows: its own `Lib`, which comes first, and CPython's
/// library of Python files.
enum LibraryFolders {
  /// The folders for the end of `sys.path`.
  ///
  /// `TAIPAN_STDLIB` names the library; without it, the one that `Tools/setup` lays out beside the sources serves, or an
  /// installed Python's.
  static func all(executable: String, named: String?) -> [String] {
    let folders = ancestors(of: executable)
    var found: [String] = []
    if let own = folders.first(where: { has("\($0)/Lib/opcode.py") }) { found.append("\(own)/Lib") }
    if let named {
      found.append(named)
    } else if let beside = folders.first(where: { has("\($0)/.stdlib/os.py") }) {
      found.append("\(beside)/.stdlib")
    } else if let installed = ["/usr/lib/python3.14", "/usr/local/lib/python3.14"].first(where: { has("\($0)/os.py") }) {
      found.append(installed)
    }
    return found
  }

  private static func has(_ path: String) -> Bool { host_file_kind(path) == hostPlainFile.rawValue }

  /// The folders around a file, innermost first.
  private static func ancestors(of path: String) -> [String] {
    var folders: [String] = []
    var rest = path[...]
    while let slash = rest.lastIndex(of: "/") {
      rest = rest[..<slash]
      folders.append(String(rest))
    }
    return folders
  }
}
