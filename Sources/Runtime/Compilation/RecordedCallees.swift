import CRuntime

// What a call goes to, and a `for` loop resumes, as it was recorded. Among what a code object keeps alive for its compiler is
// what was called; a profile has the places, counted from 1 (`CodeProfile.swift`).

extension CompilableCode {
  /// The codes of all functions that a call was seen to call; none where there were too many. This code keeps them alive.
  public func calledCodes(_ index: Int) -> [Value] {
    seenShapes(index).compactMap { place in code.kept(Int(place)).flatMap { Code(ifExactly: $0)?.value } }
  }

  /// The code of the generators that a `forNext` was seen to resume, if it was the same of all, and nothing kept the frame
  /// from being resumed in place.
  public func resumedCode(_ index: Int) -> Value? {
    profile(index).number(InstructionProfile.resumed).flatMap { code.kept($0).flatMap { Code(ifExactly: $0)?.value } }
  }
}

extension Code {
  /// Notes that a call at a word goes to an object of a native module, or to a function of some code, whose place among
  /// what this code keeps stands where a shape does.
  func record(_ context: Context, callee: Value, of word: Int, _ compilation: UnsafeMutablePointer<CodeCompilation>) {
    if let function = Function(ifExactly: callee) {
      guard !InstructionProfile.hasTooMany(of: word, compilation),
        let place = CompilableCode(context, self).place(ofKept: function.code.value)
      else { return }
      return InstructionProfile.list(shape: UInt32(place + 1), of: word, compilation)
    }
    guard let access = Interpreter(of: context).state.pointee.foreignAccess, access.function(callee) != nil else { return }
    keep(context, callee, InstructionProfile.shape, in: &compilation.pointee.profile.unsafelyUnwrapped[word])
  }

  /// Notes that a `forNext` resumes a generator.
  func record(_ context: Context, resumed generator: Generator, in profile: inout UInt64) {
    if CompiledGenerator.mayResume(generator, context) {
      keep(context, generator.function.code.value, InstructionProfile.resumed, in: &profile)
    } else {
      InstructionProfile.resumed.note(InstructionProfile.resumed.several, in: &profile)
    }
  }

  /// Keeps alive what a call, or a loop, goes to: a field of an `InstructionProfile` has its place among what the code
  /// keeps, counted from 1.
  private func keep(_ context: Context, _ target: Value, _ field: InstructionProfile.Field, in profile: inout UInt64) {
    let known = field.number(profile)
    if known == field.several || known != 0 && kept(Int(known)) == target { return }
    let place = known == 0 ? CompilableCode(context, self).place(ofKept: target).map { UInt64($0 + 1) } : nil
    field.note(place ?? field.several, in: &profile)
  }

  fileprivate func kept(_ place: Int) -> Value? {
    List(ifExactly: pointer.pointee.compiledValues).map { $0.element(place - 1) }
  }

  func recordedCallee(_ index: Int, in profile: InstructionProfile) -> Value? {
    profile.number(InstructionProfile.shape).flatMap { kept($0) }
  }
}
