import Runtime

/// The numbers of the types of modules about processes and connections: from 180 up.
extension NativeType {
  // _socket
  static var socket: NativeType { NativeType(180) }

  // posix, _signal
  static var schedulerParameters: NativeType { NativeType(181) }
  static var signalInformation: NativeType { NativeType(182) }

  // resource, pwd, grp
  static var resourceUsage: NativeType { NativeType(183) }
  static var userEntry: NativeType { NativeType(184) }
  static var groupEntry: NativeType { NativeType(185) }

  // mmap
  static var memoryMap: NativeType { NativeType(186) }
}

/// What they keep for each interpreter, by numbers of their own.
extension NativeVariable {
  static var addressError: NativeVariable { NativeVariable(40) }
  static var hostError: NativeVariable { NativeVariable(41) }
  static var socketTimeout: NativeVariable { NativeVariable(42) }
  static var terminalError: NativeVariable { NativeVariable(43) }
}
