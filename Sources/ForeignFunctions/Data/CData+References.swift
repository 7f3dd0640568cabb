import CRuntime
import Runtime

// What C memory refers to has to stay alive as long as that memory, which no collector looks into. The object at the
// root of a chain of bases, which owns the memory, keeps it in `_objects`: a dict whose keys say where in the memory
// the reference lies, `"2:0"` for the element 2 of the field 0.

extension CData {
  /// The object that owns the memory.
  private var root: CData {
    var data = self
    while let base = data.base { data = base }
    return data
  }

  /// All that the memory's owner keeps: a dict, whatever else it may be; None for nothing.
  func keptObjects(_ context: Context) throws(Raised) -> Value {
    let root = root
    if load(&root.pointer.pointee.objects).isEmpty {
      let record = try root.record(context)
      let fresh = record.length > 0 ? try Dict.make(context).value : .none
      publish(fresh, to: &root.pointer.pointee.objects)
    }
    return load(&root.pointer.pointee.objects)
  }

  /// Keeps an object for what lies at a place of this one's memory.
  func keep(_ context: Context, _ object: Value, at index: Int) throws(Raised) {
    if object == .none { return }
    guard let dict = Dict(ifExactly: try keptObjects(context)) else {
      return publish(object, to: &root.pointer.pointee.objects)
    }
    try dict.set(context, context.text(key(index)), to: object)
  }

  private func key(_ index: Int) -> String {
    var key = String(index, radix: 16)
    var data = self
    while let base = data.base {
      key += ":" + String(data.pointer.pointee.index, radix: 16)
      data = base
    }
    return key
  }
}
