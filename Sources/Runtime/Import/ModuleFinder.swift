import CRuntime

/// Where a module was found.
struct FoundModule {
  /// The module's whole name.
  var name: String
  /// The source; nil for a package that is only folders.
  var file: String?
  /// Of a package.
  var folders: [String] = []
  var isPackage: Bool { !folders.isEmpty }
}

/// What a look into folders has shown.
enum ModuleSearch {
  case found(FoundModule)
  case none
  /// There is something that is no folder, or no source: a path hook may know what to do with it. Or there are only
  /// folders, which make a package whose parts may change.
  case unclear
}

/// Looks for sources in folders.
struct ModuleFinder {
  let context: Context

  /// The module of the name's last part in the folders that an iterable names, as far as sources in folders are it.
  func find(_ name: Text, in path: Value) throws(Raised) -> FoundModule? {
    if case .found(let found) = try search(name, in: path, passesArchives: true) { return found }
    return nil
  }

  /// The same, telling whether hooks have to be asked; not of archives where these are passed over.
  func search(_ name: Text, in path: Value, passesArchives: Bool = false) throws(Raised) -> ModuleSearch {
    let full = String(name)
    let last = String(full.split(separator: ".", omittingEmptySubsequences: false).last ?? "")
    if last.isEmpty || last.utf8.contains(where: { $0 == 0 || $0 == 0x2f }) { return .none }
    var hasFolders = false
    var found: FoundModule?
    var isUnclear = false
    try context.forEach(in: path) { (entry) throws(Raised) in
      guard let entry = Text(ifHas: entry) else { return true }
      let folder = String(entry)
      if folder.utf8.contains(0) { return true }
      let base = folder.isEmpty ? last : folder.hasSuffix("/") ? folder + last : "\(folder)/\(last)"
      switch kind(base) {
      case hostDirectory:
        if kind("\(base)/__init__.py") == hostPlainFile {
          let folder = absolute(base)
          found = FoundModule(name: full, file: "\(folder)/__init__.py", folders: [folder])
          return false
        }
        hasFolders = true
      default: break
      }
      if kind("\(base).py") == hostPlainFile {
        found = FoundModule(name: full, file: "\(absolute(base)).py")
        return false
      }
      isUnclear = kind("\(base).pyc") == hostPlainFile || !passesArchives && isInArchive(folder)
      return !isUnclear
    }
    if let found { return .found(found) }
    return isUnclear || hasFolders ? .unclear : .none
  }

  private func absolute(_ path: String) -> String {
    if path.hasPrefix("/") { return path }
    guard let current = host_real_path(".") else { return path }
    defer { host_free(current) }
    return "\(String(cString: current))/\(path)"
  }

  /// Whether a path is that of a file, or begins with it.
  func isInArchive(_ path: String) -> Bool {
    var path = Substring(path)
    while !path.isEmpty {
      let kind = kind(String(path))
      if kind == hostPlainFile { return true }
      if kind == hostDirectory { return false }
      path = path.lastIndex(of: "/").map { path[..<$0] } ?? ""
    }
    return false
  }

  private func kind(_ path: String) -> HostFileKind { HostFileKind(UInt32(bitPattern: host_file_kind(path))) }
}
