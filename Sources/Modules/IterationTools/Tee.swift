import CRuntime
import Runtime

// `tee`: independent iterators over one. What one of them has taken and another has not yet is in a chain of segments,
// each of which only those refer to that have not passed it.
//
//     Tee                        TeeSegment
//     ┌────────┬──────┬─────┐    ┌────────┬───────┬──────┬────────┬──────┬───────────┬───
//     │ header │ next │ seg │───▶│ header │ count │ busy │ source │ next │ element 0 │ …
//     └────────┴──────┴─────┘    └────────┴───────┴──────┴────────┴──────┴───────────┴───
//     0        8      16         0        8       16     24       32     40

struct TeeLayout: BitwiseCopyable {
  var header: ObjectHeader
  /// The place in the segment of what is given next.
  var next: Int64
  var segment: Value
}

struct TeeSegmentLayout: BitwiseCopyable {
  var header: ObjectHeader
  /// How many elements are there.
  var count: Int64
  /// 1 while the source is asked for an element.
  var isBusy: Int64
  var source: Value
  /// The following segment, once it is needed.
  var next: Value
}

struct TeeSegment: NativeObject {
  let pointer: UnsafeMutablePointer<TeeSegmentLayout>
  init(pointer: UnsafeMutablePointer<TeeSegmentLayout>) { self.pointer = pointer }
  static var nativeType: NativeType { .teeSegment }
  static var traceRule: TraceRule { .words(from: 24, hasElements: true) }

  static var capacity: Int { 57 }

  var elements: Elements {
    (UnsafeMutableRawPointer(pointer) + MemoryLayout<TeeSegmentLayout>.size).assumingMemoryBound(to: Value.self)
  }

  static func make(_ context: Context, over source: Value) throws(Raised) -> TeeSegment {
    let segment = try allocate(context, elements: capacity * MemoryLayout<Value>.size)
    segment.pointer.pointee.source = source
    return segment
  }

  /// The element at a place, taken from the source if it is the first that nobody has seen; *empty* at the end.
  @inline(__always)
  func element(_ context: Context, _ place: Int) throws(Raised) -> Value {
    if place < Int(pointer.pointee.count) { return load(elements + place) }
    return try take(context, place)
  }

  private func take(_ context: Context, _ place: Int) throws(Raised) -> Value {
    if pointer.pointee.isBusy != 0 { throw context.raise(.runtimeError, "cannot re-enter the tee iterator") }
    pointer.pointee.isBusy = 1
    defer { pointer.pointee.isBusy = 0 }
    let element = try context.next(pointer.pointee.source)
    if element.isEmpty { return .empty }
    store(element, to: elements + place)
    pointer.pointee.count = Int64(place + 1)
    return element
  }

  func following(_ context: Context) throws(Raised) -> TeeSegment {
    let known = load(&pointer.pointee.next)
    if !known.isEmpty { return TeeSegment(known) }
    let made = try TeeSegment.make(context, over: pointer.pointee.source)
    publish(made.value, to: &pointer.pointee.next)
    return made
  }
}

struct Tee: NativeObject {
  let pointer: UnsafeMutablePointer<TeeLayout>
  init(pointer: UnsafeMutablePointer<TeeLayout>) { self.pointer = pointer }
  static var nativeType: NativeType { .tee }

  /// `tee(iterable, count)`.
  static func make(_ context: Context, over iterable: Value, count: Int) throws(Raised) -> Tuple {
    if count < 0 { throw context.raise(.valueError, "n must be >= 0") }
    if count == 0 { return try Tuple.empty(context) }
    let result = try Tuple.allocate(context, count: count)
    let first = try make(context, over: iterable)
    result.elements[0] = first.value
    for index in 1..<count { result.elements[index] = try first.copy(context).value }
    return result
  }

  private static func make(_ context: Context, over iterable: Value) throws(Raised) -> Tee {
    let iterator = try context.iterator(over: iterable)
    if let other = Tee(ifHas: iterator) { return try other.copy(context) }
    let segment = try TeeSegment.make(context, over: iterator)
    let tee = try allocate(context)
    tee.pointer.pointee.segment = segment.value
    return tee
  }

  /// Another iterator at the same place.
  private func copy(_ context: Context) throws(Raised) -> Tee {
    let other = try Tee.allocate(context)
    other.pointer.pointee.next = pointer.pointee.next
    other.pointer.pointee.segment = load(&pointer.pointee.segment)
    return other
  }

  @inline(__always)
  private func next(_ context: Context) throws(Raised) -> Value {
    var segment = TeeSegment(load(&pointer.pointee.segment))
    var place = Int(pointer.pointee.next)
    if place >= TeeSegment.capacity {
      segment = try segment.following(context)
      publish(segment.value, to: &pointer.pointee.segment)
      place = 0
    }
    let element = try segment.element(context, place)
    if !element.isEmpty { pointer.pointee.next = Int64(place + 1) }
    return element
  }

  static let declarations = [
    TypeDeclaration(
      native: .tee, "itertools._tee", flags: [.hasWeakReferences], trace: .words(from: 16),
      documentation: "Iterator wrapped to make it copyable.",
      signature: "(iterable, /)",
      slots: [
        .window(.new) { c, type, arguments, count, names in
          initializing(c, "_tee", "(type, iterable, /)", { c, a in
            bridge(c) { () throws(Raised) in try Tee.make(c, over: a[1]).value }
          }, type, arguments, Int(count), names)
        },
        .iterateSelf,
        .unary(.next) { c, s in bridge(c) { () throws(Raised) in try Tee(s).next(c) } },
      ],
      methods: [.one("__copy__") { c, s in bridge(c) { () throws(Raised) in try Tee(s).copy(c).value } }]),
    TypeDeclaration(
      native: .teeSegment, "itertools._tee_dataobject", trace: TeeSegment.traceRule,
      documentation: "Elements that some of a tee's iterators have still to give.",
      slots: [
        .window(.new) { c, type, arguments, count, names in
          initializing(c, "teedataobject", "(type, iterable, values, next, /)", { c, a in
            bridge(c) { () throws(Raised) in try makeSegment(c, source: a[1], elements: a[2], next: a[3]).value }
          }, type, arguments, Int(count), names)
        }
      ]),
  ]

  private static func makeSegment(
    _ context: Context, source: Value, elements: Value, next: Value
  ) throws(Raised) -> TeeSegment {
    guard let list = List(ifHas: elements) else {
      throw context.raise(
        .typeError, "teedataobject() argument 2 must be list, not \(context.typeName(of: elements))")
    }
    let segment = try TeeSegment.make(context, over: source)
    let count = list.count
    if count > TeeSegment.capacity { throw context.raise(.valueError, "Invalid arguments") }
    for index in 0..<count { segment.elements[index] = list.element(index) }
    segment.pointer.pointee.count = Int64(count)
    if count == TeeSegment.capacity, next != .none {
      if TeeSegment(ifHas: next) == nil {
        throw context.raise(.typeError, "Must be of type itertools._tee_dataobject")
      }
      segment.pointer.pointee.next = next
    } else if next != .none {
      throw context.raise(.valueError, "Invalid arguments")
    }
    return segment
  }
}
