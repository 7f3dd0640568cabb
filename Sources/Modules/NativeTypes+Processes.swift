import Runtime

/// The numbers of the types of modules about processes and connections: from 180 up.
extension NativeType {
  // _socket
  static var socket: NativeType { NativeType(180) }
}

/// What they keep for each interpreter, by numbers of their own.
extension NativeVariable {
  static var addressError: NativeVariable { NativeVariable(40) }
  static var hostError: NativeVariable { NativeVariable(41) }
  static var socketTimeout: NativeVariable { NativeVariable(42) }
}
