import Bytecode
import CRuntime

/// The frames of a traceback. A place that comes again and again is shown three times.
struct TracebackDisplay {
  let context: Context
  var sources: SourceTexts

  private static var repetitionLimit: Int { 3 }

  init(_ context: Context, _ sources: SourceTexts) { (self.context, self.sources) = (context, sources) }

  /// What makes entries repetitions of each other.
  private struct Place: Equatable {
    var filename: String
    var line: Int32
    var name: String
  }

  mutating func text(_ traceback: Traceback) -> String {
    var text = ""
    var (last, count): (Place?, Int) = (nil, 0)
    var lastCode = Value.empty
    var next: Traceback? = traceback
    while let entry = next {
      next = entry.next
      let code = entry.function.code
      let line = entry.line
      // Names are compared only where the code is not the same one.
      if code.value != lastCode || last?.line != line {
        let place = Place(
          filename: context.displayString(Text(code.pointer.pointee.filename)), line: line,
          name: context.displayString(Text(code.name)))
        if place != last {
          text += repetition(count)
          (last, count) = (place, 0)
        }
        lastCode = code.value
      }
      count += 1
      if count <= Self.repetitionLimit, let last { text += frame(entry, last) }
    }
    return text + repetition(count)
  }

  private func repetition(_ count: Int) -> String {
    let more = count - Self.repetitionLimit
    if more <= 0 { return "" }
    return "  [Previous line repeated \(more) more time\(more > 1 ? "s" : "")]\n"
  }

  private mutating func frame(_ entry: Traceback, _ place: Place) -> String {
    var text = "  File \"\(place.filename)\", line \(place.line), in \(place.name)\n"
    if place.line < 1 { return text }
    var position = entry.position
    if position.line != place.line || context.interpreter.pointee.settings.flags.hidesColumns { position = .line(place.line) }
    let last = max(position.endLine, place.line)
    guard let lines = sources.lines(of: place.filename, from: place.line, through: last) else { return text }
    text += SourceExcerpt(lines, position).text
    return text
  }
}
