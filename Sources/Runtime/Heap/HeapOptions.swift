public struct HeapOptions: BitwiseCopyable, Sendable {
  /// A collection starts when so much was allocated since the last one, or a multiple of what was alive then.
  ///
  /// What a program touches before its first collection stays in the processor's outer cache, and costs few page faults.
  public var leastThreshold = 8 << 20
  /// How often the least doubles where collections take more than a twentieth of the time.
  public var mostDoublings = 2
  /// In hundredths of the live bytes.
  public var growth = 100
  /// The same while that is less than `mostOfSmall`: marking a small heap less often costs little memory.
  public var growthOfSmall = 300
  public var mostOfSmall = 48 << 20
  /// Collect at every so many-th allocation of a run of cells, and overwrite what is freed; 0 is off.
  public var stressInterval = 0
  /// Check the whole heap after every collection under stress.
  public var verifies = false

  public init() {}

  /// How many bytes are allocated until the next collection, where the least has doubled so often.
  func threshold(afterKeeping live: Int, doublings: Int) -> Int {
    max(leastThreshold << doublings, live / 100 * growth, min(live / 100 * growthOfSmall, mostOfSmall))
  }

  /// What the environment's `TAIPAN_GC` asks for: `stress`, `stress:N`, either with `,verify`. Nil for anything else.
  public init?(setting: String) {
    for part in setting.split(separator: ",") {
      switch part {
      case "stress": stressInterval = Self.usualStressInterval
      case "verify": verifies = true
      default:
        guard part.hasPrefix("stress:"), let interval = Int(part.dropFirst(7)), interval > 0 else { return nil }
        stressInterval = interval
      }
    }
  }

  /// Often enough to meet most places where a collection may happen, rarely enough to finish a test suite.
  private static var usualStressInterval: Int { 64 }
}
