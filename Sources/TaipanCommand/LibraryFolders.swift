import CRuntime

/// Where the modules are that come with Taipan or that it borrows: its own `Lib`, which comes first, and CPython's
/// library of Python files.
struct LibraryFolders {
  private let own: String?
  let library: String?

  /// What holds `Lib`.
  var prefix: String? { own }
  /// The folders for the end of `sys.path`.
  var all: [String] { (own.map { ["\($0)/Lib"] } ?? []) + (library.map { [$0] } ?? []) }

  /// `TAIPAN_STDLIB` names the library; without it, the one that `Tools/setup` lays out beside the sources serves, or an
  /// installed Python's. `home` is the folder of the command that a virtual environment was made with.
  init(executable: String, home: String?, named: String?) {
    let folders = Self.ancestors(of: executable) + (home.map { [$0] + Self.ancestors(of: $0) } ?? [])
    own = folders.first { Self.has("\($0)/Lib/opcode.py") }
    if let named {
      library = named
    } else if let beside = folders.first(where: { Self.has("\($0)/.stdlib/os.py") }) {
      library = "\(beside)/.stdlib"
    } else {
      library = ["/usr/lib/python3.14", "/usr/local/lib/python3.14"].first { Self.has("\($0)/os.py") }
    }
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
