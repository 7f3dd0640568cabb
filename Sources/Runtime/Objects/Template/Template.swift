import CRuntime

// What a template string gives (PEP 750): its literal parts, and the interpolations between them, one fewer.

struct TemplateLayout: BitwiseCopyable {
  var header: ObjectHeader
  /// Tuples.
  var strings: Value
  var interpolations: Value
}

struct Template: ObjectReference {
  let pointer: UnsafeMutablePointer<TemplateLayout>
  init(pointer: UnsafeMutablePointer<TemplateLayout>) { self.pointer = pointer }
  static var kind: Kind { .template }
  static var traceRule: TraceRule { .words(from: 8) }

  private var strings: Tuple { Tuple(pointer.pointee.strings) }
  private var interpolations: Tuple { Tuple(pointer.pointee.interpolations) }

  static func make(_ context: Context, strings: Tuple, interpolations: Tuple) throws(Raised) -> Template {
    let cell = try context.allocate(MemoryLayout<TemplateLayout>.size, .plain)
    let template = Template(pointer: cell.assumingMemoryBound(to: TemplateLayout.self))
    template.pointer.pointee = TemplateLayout(
      header: Self.header, strings: strings.value, interpolations: interpolations.value)
    return template
  }

  /// `Template(*parts)`: texts that adjoin are joined, and where interpolations do an empty one stands between.
  private static func make(_ context: Context, of parts: Tuple) throws(Raised) -> Template {
    let strings = try List.make(context)
    let interpolations = try List.make(context)
    var wantsText = true
    for index in 0..<parts.count {
      let part = parts[index]
      if let text = Text(ifHas: part) {
        if wantsText {
          try strings.append(context, part)
        } else {
          let last = Text(strings.element(strings.count - 1))
          let joined = try context.binary(.add, last.value, text.value)
          _ = try strings.setElement(context, strings.count - 1, joined)
        }
        wantsText = false
      } else if Interpolation(ifHas: part) != nil {
        if wantsText { try strings.append(context, Text.empty(context).value) }
        try interpolations.append(context, part)
        wantsText = true
      } else {
        throw context.raise(
          .typeError,
          "Template.__new__ *args need to be of type 'str' or 'Interpolation', got \(context.typeName(of: part))")
      }
    }
    if wantsText { try strings.append(context, Text.empty(context).value) }
    return try make(context, strings: context.tuple(of: strings.value), interpolations: context.tuple(of: interpolations.value))
  }

  /// The texts that are not empty and the interpolations, in their order.
  private func parts(_ context: Context) throws(Raised) -> List {
    let list = try List.make(context)
    for index in 0..<strings.count {
      if Text(strings[index]).count > 0 { try list.append(context, strings[index]) }
      if index < interpolations.count { try list.append(context, interpolations[index]) }
    }
    return list
  }

  private func appending(_ context: Context, _ other: Template) throws(Raised) -> Template {
    let joint = strings.count - 1
    let texts = try Tuple.allocate(context, count: strings.count + other.strings.count - 1)
    (texts.elements).fill(from: strings.elements, count: joint)
    texts.elements[joint] = try context.binary(.add, strings[joint], other.strings[0])
    for index in 1..<max(1, other.strings.count) { store(other.strings[index], to: texts.elements + joint + index) }
    let fields = try Tuple.allocate(context, count: interpolations.count + other.interpolations.count)
    fields.elements.fill(from: interpolations.elements, count: interpolations.count)
    (fields.elements + interpolations.count).fill(from: other.interpolations.elements, count: other.interpolations.count)
    return try Template.make(context, strings: texts, interpolations: fields)
  }

  private func values(_ context: Context) throws(Raised) -> Tuple {
    let values = try Tuple.allocate(context, count: interpolations.count)
    for index in 0..<values.count { values.elements[index] = Interpolation(interpolations[index]).pointer.pointee.content }
    return values
  }

  static let declaration = TypeDeclaration(
    "string.templatelib.Template", kind: .template, documentation: "Template object",
    slots: [
      .window(.new) { c, _, arguments, count, names in
        bridge(c) { () throws(Raised) in
          if !names.isEmpty, Tuple(names).count > 0 {
            throw c.raise(.typeError, "Template.__new__ only accepts *args arguments")
          }
          return try make(c, of: Tuple.make(c, copying: arguments, count: Int(count))).value
        }
      },
      .unary(.repr) { c, s in
        bridge(c) { () throws(Raised) in
          let template = Template(s)
          try c.checkNativeStack()
          return try Text.make(
            c,
            "Template(strings=\(c.reprString(template.strings.value)), interpolations=\(c.reprString(template.interpolations.value)))"
          ).value
        }
      },
      .unary(.iterate) { c, s in
        bridge(c) { () throws(Raised) in try TemplateIterator.make(c, Template(s).parts(c)).value }
      },
      .binary(.add) { c, s, o in
        bridge(c) { () throws(Raised) in
          guard let other = Template(ifHas: o) else {
            let name = "string.templatelib.Template"
            throw c.raise(.typeError, "can only concatenate \(name) (not \"\(c.typeName(of: o))\") to \(name)")
          }
          return try Template(s).appending(c, other).value
        }
      },
    ],
    methods: [
      .member("strings", { _, s in Template(s).strings.value }),
      .member("interpolations", { _, s in Template(s).interpolations.value }),
      .getter("values", { c, s in bridge(c) { () throws(Raised) in try Template(s).values(c).value } }),
      .one("__reduce__") { c, s in
        bridge(c) { () throws(Raised) in
          let template = Template(s)
          let arguments = try Tuple.make(c, template.strings.value, template.interpolations.value)
          let module = try c.importModule("string.templatelib")
          let unpickle = try c.getAttribute(module, Text.make(c, "_template_unpickle" as StaticString).value)
          return try Tuple.make(c, unpickle, arguments.value).value
        }
      },
      GenericAlias.classGetItem,
    ])
}

/// An iterator over a template's parts.
struct TemplateIterator: ObjectReference {
  struct Layout: BitwiseCopyable {
    var header: ObjectHeader
    /// An iterator over the list of parts.
    var parts: Value
  }
  let pointer: UnsafeMutablePointer<Layout>
  init(pointer: UnsafeMutablePointer<Layout>) { self.pointer = pointer }
  static var kind: Kind { .templateIterator }
  static var traceRule: TraceRule { .words(from: 8) }

  static func make(_ context: Context, _ parts: List) throws(Raised) -> TemplateIterator {
    let cell = try context.allocate(MemoryLayout<Layout>.size, .plain)
    let iterator = TemplateIterator(pointer: cell.assumingMemoryBound(to: Layout.self))
    iterator.pointer.pointee = Layout(header: Self.header, parts: try context.iterator(over: parts.value))
    return iterator
  }

  static let declaration = TypeDeclaration(
    "string.templatelib.TemplateIter", kind: .templateIterator,
    slots: [
      SlotEntry(slot: .new, body: 0),
      .unary(.iterate) { _, s in s },
      .unary(.next) { c, s in
        bridge(c) { () throws(Raised) in try c.next(TemplateIterator(s).pointer.pointee.parts) }
      },
    ])
}
