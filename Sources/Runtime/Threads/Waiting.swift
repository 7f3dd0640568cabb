import CRuntime

// Waiting as *blocked*: others run and collect meanwhile. What threads wait on is a word of memory, in an object or a
// table of the runtime; whoever changes it wakes them.

extension Context {
  /// Sleeps as long as the word is `expected`, until a time of the monotonic clock at most. May return for no reason;
  /// false where the time has come. A signal's handler, which may raise, has run when this returns.
  public func wait(
    on word: UnsafeMutablePointer<UInt32>, while expected: UInt32, until deadline: UInt64? = nil
  ) throws(Raised) -> Bool {
    let end = waitOnce(on: word, while: expected, until: deadline)
    if load_acquire_u32(pollWord(self)) != 0 { try handleEvents() }
    return end != Int32(hostTimedOut.rawValue)
  }

  /// The same where no Python code may run: signals have to wait.
  public func waitUninterrupted(on word: UnsafeMutablePointer<UInt32>, while expected: UInt32) {
    _ = waitOnce(on: word, while: expected, until: nil)
  }

  /// Wakes up to so many of the threads that sleep on a word.
  public func wake(_ word: UnsafeMutablePointer<UInt32>, _ count: Int32 = .max) { host_wake_word(word, count) }

  private func waitOnce(
    on word: UnsafeMutablePointer<UInt32>, while expected: UInt32, until deadline: UInt64?
  ) -> Int32 {
    var wait = Wait(word: word, expected: expected, deadline: deadline, poll: pollWord(self))
    _ = Heap(of: self).blocking(self, &wait) { argument in
      argument.unsafelyUnwrapped.assumingMemoryBound(to: Wait.self).pointee.run()
      return nil
    }
    return wait.end
  }

  private struct Wait {
    let word: UnsafeMutablePointer<UInt32>
    let expected: UInt32
    let deadline: UInt64?
    let poll: UnsafeMutableRawPointer
    var end = Int32(hostWoken.rawValue)

    mutating func run() {
      // What came since the last event point would not wake it.
      if load_acquire_u32(poll) & ~PollReason.stop != 0 { return }
      var left: Int64 = -1
      if let deadline {
        let now = host_monotonic_time()
        left = now >= deadline ? 0 : Int64(clamping: deadline - now)
      }
      end = host_wait_on_word(word, expected, left)
    }
  }
}
