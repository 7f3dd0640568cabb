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
  /// There is something that is no folder, or no source: a path hook may know what to do with it.
  case unclear
}

/// Looks for sources in folders.
struct ModuleFinder {
  let context: Context

  /// The module of the name's last part in the folders that an iterable names. Folders of that name without an
  /// `__init__.py` make a package together, where no folder has the module itself.
  func find(_ name: Text, in path: Value) throws(Raised) -> FoundModule? {
    if case .found(let found) = try search(name, in: path) { return found }
    return nil
  }

  /// The same, telling whether hooks have to be asked.
  func search(_ name: Text, in path: Value) throws(Raised) -> ModuleSearch {
    let full = String(name)
    let last = String(full.split(separator: ".", omittingEmptySubsequences: false).last ?? "")
    if last.isEmpty || last.utf8.contains(where: { $0 == 0 || $0 == 0x2f }) { return .none }
    var folders: [String] = []
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
          found = FoundModule(name: full, file: "\(base)/__init__.py", folders: [base])
          return false
        }
        folders.append(base)
      default: break
      }
      if kind("\(base).py") == hostPlainFile {
        found = FoundModule(name: full, file: "\(base).py")
        return false
      }
      isUnclear = kind("\(base).pyc") == hostPlainFile || !folder.isEmpty && kind(folder) == hostPlainFile
      return !isUnclear
    }
    if let found { return .found(found) }
    if isUnclear { return .unclear }
    return folders.isEmpty ? .none : .found(FoundModule(name: full, file: nil, folders: folders))
  }

  private func kind(_ path: String) -> HostFileKind { HostFileKind(UInt32(bitPattern: host_file_kind(path))) }
}
