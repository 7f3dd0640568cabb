import CRuntime

// The method resolution order, by C3: the class, then its bases' orders merged so that each class comes before its bases
// and bases in the order given.

extension Type {
  /// The order that the bases give. TypeError where there is none.
  func linearized(_ context: Context) throws(Raised) -> Tuple {
    let bases = Tuple(pointer.pointee.bases)
    if bases.count == 1 {
      let inherited = Type(bases[0]).mro
      let order = try Tuple.allocate(context, count: inherited.count + 1)
      order.elements[0] = value
      (order.elements + 1).fill(from: inherited.elements, count: inherited.count)
      return order
    }
    for index in 0..<bases.count {
      for earlier in 0..<index where bases[earlier] == bases[index] {
        throw context.raise(.typeError, "duplicate base class \(Type(bases[index]).shortName)")
      }
    }
    var merge = try Merge(context, bases)
    let order = try List.make(context)
    try order.append(context, value)
    while let candidate = merge.next() { try order.append(context, candidate) }
    if !merge.isDone { throw merge.raiseInconsistent(context) }
    return try Tuple.make(context, copying: order.storageElements, count: order.count)
  }

  /// Takes the order that the metaclass's own `mro` gives, if it has one.
  func resolveOrder(_ context: Context) throws(Raised) {
    let metaclass = context.type(of: value)
    if metaclass == Interpreter(of: context).type(.type) { return }
    let method = try metaclass.lookup(context, Text.make(context, "mro").value)
    if NativeFunction(ifExactly: method) != nil { return }
    let order = try context.tuple(of: context.call(context.bind(method, to: value, of: metaclass)))
    for index in 0..<order.count {
      guard let type = Type(ifHas: order[index]) else {
        throw context.raise(.typeError, "mro() returned a non-class ('\(context.typeName(of: order[index]))')")
      }
      if !layoutOwner.isDerived(from: type.layoutOwner) {
        throw context.raise(.typeError, "mro() returned base with unsuitable layout ('\(type.shortName)')")
      }
    }
    publish(order.value, to: &pointer.pointee.mro)
    invalidateVersion(context)
  }

  /// Whether a class is on the way from this one to `object` by way of `__base__`.
  private func isDerived(from other: Type) -> Bool {
    var type = self
    while type != other {
      guard let base = Type(ifHas: load(&type.pointer.pointee.base)) else { return false }
      type = base
    }
    return true
  }
}

/// The lists that are merged, and how far each has been taken.
private struct Merge {
  private let lists: List
  /// Small ints.
  private let taken: List

  init(_ context: Context, _ bases: Tuple) throws(Raised) {
    (lists, taken) = (try List.make(context), try List.make(context))
    for index in 0..<bases.count { try lists.append(context, Type(bases[index]).mro.value) }
    try lists.append(context, bases.value)
    for _ in 0...bases.count { try taken.append(context, Value(smallInt: 0)) }
  }

  private func rest(_ index: Int) -> (list: Tuple, start: Int) {
    (Tuple(lists.storageElements[index]), Int(taken.storageElements[index].smallInt))
  }

  /// The first head of a list that is in no other's tail; nil where there is none, or nothing is left.
  mutating func next() -> Value? {
    for index in 0..<lists.count {
      let (list, start) = rest(index)
      if start < list.count, !isInTail(list[start]) {
        take(list[start])
        return list[start]
      }
    }
    return nil
  }

  private func take(_ type: Value) {
    for index in 0..<lists.count {
      let (list, start) = rest(index)
      if start < list.count, list[start] == type { taken.storageElements[index] = Value(smallInt: Int64(start + 1)) }
    }
  }

  private func isInTail(_ type: Value) -> Bool {
    for index in 0..<lists.count {
      let (list, start) = rest(index)
      for place in start + 1..<max(start + 1, list.count) where list[place] == type { return true }
    }
    return false
  }

  var isDone: Bool {
    for index in 0..<lists.count where rest(index).start < rest(index).list.count { return false }
    return true
  }

  func raiseInconsistent(_ context: Context) -> Raised {
    var names: [String] = []
    for index in 0..<lists.count {
      let (list, start) = rest(index)
      if start >= list.count { continue }
      let name = Type(list[start]).shortName
      if !names.contains(name) { names.append(name) }
    }
    return context.raise(
      .typeError,
      "Cannot create a consistent method resolution order (MRO) for bases \(names.joined(separator: ", "))")
  }
}
