import CRuntime

/// Generators as compiled code reads and writes them, which resumes them in place of a `forNext`: with registers of its own,
/// and a frame only where something may look. What it leaves in the cell at a `yield` is what the interpreter would.
public enum CompiledGenerator {
  public static var shape: UInt32 { BuiltinShape.generator(.generator) }

  public static var header: UInt64 { unsafeBitCast(Generator.header(.generator), to: UInt64.self) }
  /// Of one whose frame has so many registers.
  public static func size(registerCount: Int) -> Int { MemoryLayout<GeneratorLayout>.size + 8 * registerCount }

  public static var pc: Int { MemoryLayout<GeneratorLayout>.offset(of: \.pc).unsafelyUnwrapped }
  /// A word with all that says how the generator stands: `created`, `running`, `suspended` or `closed`.
  public static var state: Int { MemoryLayout<GeneratorLayout>.offset(of: \.state).unsafelyUnwrapped }
  public static var function: Int { MemoryLayout<GeneratorLayout>.offset(of: \.function).unsafelyUnwrapped }
  public static var handledException: Int { MemoryLayout<GeneratorLayout>.offset(of: \.handledException).unsafelyUnwrapped }
  public static var frame: Int { MemoryLayout<GeneratorLayout>.offset(of: \.frame).unsafelyUnwrapped }
  public static var name: Int { MemoryLayout<GeneratorLayout>.offset(of: \.name).unsafelyUnwrapped }
  public static var qualifiedName: Int { MemoryLayout<GeneratorLayout>.offset(of: \.qualifiedName).unsafelyUnwrapped }
  /// Where the cell has a register.
  public static func register(_ register: Int) -> Int { MemoryLayout<GeneratorLayout>.size + 8 * register }

  public static var created: UInt64 { word(.created, hasYielded: false, Generator.unknownRegister) }
  public static var running: UInt64 { word(.running, hasYielded: true, Generator.unknownRegister) }
  public static var closed: UInt64 { word(.closed, hasYielded: true, Generator.unknownRegister) }
  /// Suspended by a `yield` that receives what is sent in a register.
  public static func suspended(sentTo register: UInt16) -> UInt64 { word(.suspended, hasYielded: true, register) }

  private static func word(_ state: GeneratorState, hasYielded: Bool, _ sentRegister: UInt16) -> UInt64 {
    func placed(_ value: UInt64, at offset: Int?) -> UInt64 { value << (8 * UInt64(offset.unsafelyUnwrapped - self.state)) }
    return UInt64(state.rawValue)
      | placed(UInt64(GeneratorForm.generator.rawValue), at: MemoryLayout<GeneratorLayout>.offset(of: \.form))
      | placed(hasYielded ? 1 : 0, at: MemoryLayout<GeneratorLayout>.offset(of: \.hasYieldedItem))
      | placed(UInt64(sentRegister), at: MemoryLayout<GeneratorLayout>.offset(of: \.sentRegister))
  }

  /// Whether nothing keeps compiled code from resuming a generator in place: nobody handles an exception, and nobody has
  /// looked at its frame.
  static func mayResume(_ generator: Generator, _ context: Context) -> Bool {
    generator.form == .generator && generator.pointer.pointee.frame.isEmpty
      && generator.pointer.pointee.handledException.isEmpty && context.pointee.handledException.isEmpty
      && context.pointee.outerException.isEmpty
  }
}
