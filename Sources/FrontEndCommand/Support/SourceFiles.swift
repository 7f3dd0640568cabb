@preconcurrency import Glibc

/// The Python sources that these paths name or, where they are folders, hold; in order of their paths.
func pythonFiles(under paths: [String]) throws(FileError) -> [String] {
  var files: [String] = []
  for path in paths {
    if let folder = opendir(path) {
      defer { closedir(folder) }
      var members: [String] = []
      while let entry = readdir(folder) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        // Folders have no suffix of ours; a link may lead nowhere.
        if name.hasSuffix(".py"), access("\(path)/\(name)", R_OK) == 0 { members.append("\(path)/\(name)") }
        if entry.pointee.d_type == DT_DIR, !name.hasPrefix(".") { members.append("\(path)/\(name)") }
      }
      files += try pythonFiles(under: members.sorted())
    } else if errno == ENOTDIR {
      files.append(path)
    } else {
      throw FileError(path: path)
    }
  }
  return files
}
