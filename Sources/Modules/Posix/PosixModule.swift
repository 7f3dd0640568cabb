import CRuntime
import Runtime

/// The module `posix`: the system's calls, which `os` shows.
enum PosixModule {
  static let module = ModuleDeclaration(
    "posix", "The functions of the operating system, as the standard has them. Programs use them by way of os.",
    functions: FileDescriptors.functions + FileStatus.functions + Directories.functions + [DirectoryIterator.scan]
      + Environment.functions + SystemInformation.functions + Processes.functions + Children.functions + PathText.functions
      + VectorTransfer.functions + ExtendedAttributes.functions + Scheduling.functions + Spawning.functions
      + SoftwareTerminals.functions + EventDescriptors.functions,
    nativeTypes: [
      FileStatus.declaration, FileStatus.systemDeclaration, DirectoryEntry.declaration, Children.declaration,
      Scheduling.declaration,
    ] + SystemInformation.declarations,
    hiddenTypes: [DirectoryIterator.declaration],
    fill: { (c, module) throws(Raised) in
      for row in PosixConstants.rows { try module.set(c, row.name, PythonInt.make(c, row.number)) }
      try module.set(c, "environ", Environment.variables(c).value)
      try module.set(c, "error", Interpreter(of: c).type(.osError).value)
      let available = try List.make(c)
      for name in PosixConstants.available { try available.append(c, Text.make(c, name).value) }
      try module.set(c, "_have_functions", available.value)
      try module.set(c, "sysconf_names", table(c, Configuration.sysconf))
      try module.set(c, "confstr_names", table(c, Configuration.confstr))
      try module.set(c, "pathconf_names", table(c, Configuration.pathconf))
    })

  private static func table(_ context: Context, _ rows: [(StaticString, Int32)]) throws(Raised) -> Value {
    let table = try Dict.make(context)
    for (name, number) in rows {
      try table.set(context, Text.make(context, name).value, to: Value(smallInt: Int64(number)))
    }
    return table.value
  }
}
