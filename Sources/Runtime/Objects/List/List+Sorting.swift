import CRuntime

extension List {
  /// Sorts in place, stably. While keys are made and elements compared the list is empty; ValueError if it was changed
  /// meanwhile. Whatever is raised leaves the elements in some order.
  ///
  /// - Parameter key: Called with each element for what it is sorted by; None sorts by the elements themselves.
  public func sort(
    _ context: Context, isReversed: Bool = false, key: Value = .none
  ) throws(Raised) {
    let (storage, count) = try detach(context)
    guard let storage else { return }
    var failed = false
    // A stable descending sort is an ascending one of the reversed elements, reversed.
    do throws(Raised) {
      if key != .none {
        try sortByKeys(context, storage.elements, count, isReversed, key)
      } else {
        if isReversed { storage.elements.reverse(count: count) }
        defer { if isReversed { storage.elements.reverse(count: count) } }
        try List.sort(context, storage.elements, count)
      }
    } catch {
      failed = true
    }
    let wasChanged = attach(context, storage, count)
    if failed { throw Raised() }
    if wasChanged { throw context.raise(.valueError, "list modified during sort") }
  }

  /// Takes the elements out of the list.
  private func detach(_ context: Context) throws(Raised) -> (ListStorage?, Int) {
    ByteLock.acquire(context, object)
    defer { ByteLock.release(context, object) }
    let result = (try requireWords(context), count)
    if count > 0 {
      setCount(0)
      store_release_u64(storageWord, 0)
    }
    return result.1 > 0 ? result : (nil, 0)
  }

  /// Puts them back; whether the list got storage in the meantime.
  private func attach(_ context: Context, _ storage: ListStorage, _ count: Int) -> Bool {
    ByteLock.acquire(context, object)
    defer { ByteLock.release(context, object) }
    let wasChanged = self.storage != nil
    setCount(0)
    replaceStorage(by: storage, count: count)
    return wasChanged
  }

  private func sortByKeys(
    _ context: Context, _ elements: Elements, _ count: Int, _ isReversed: Bool, _ key: Value
  ) throws(Raised) {
    let storage = try ListStorage.allocate(context, capacity: 2 * count)
    let pairs = UnsafeMutableRawPointer(storage.elements).assumingMemoryBound(to: KeyedValue.self)
    for index in 0..<count {
      pairs[index] = KeyedValue(key: try context.call(key, elements[index]), value: elements[index])
    }
    defer { for index in 0..<count { elements[index] = pairs[index].value } }
    if isReversed { pairs.reverse(count: count) }
    defer { if isReversed { pairs.reverse(count: count) } }
    try List.sort(context, pairs, count)
  }

  /// Chooses the comparison by what all keys are.
  private static func sort<Element: SortElement>(
    _ context: Context, _ elements: UnsafeMutablePointer<Element>, _ count: Int
  ) throws(Raised) {
    if count < 2 { return }
    switch SortKeys(elements, count) {
    case .smallInts: try MergeSort.sort(context, elements, count, SmallIntOrder())
    case .inlineFloats: try MergeSort.sort(context, elements, count, InlineFloatOrder())
    case .text: try sortText(context, elements, count)
    case .others:
      try MergeSort.sort(context, elements, count, GeneralOrder(context: context))
      if !context.pointee.pendingException.isEmpty { throw Raised() }
    }
  }

  /// Sorts by the first eight bytes of each text, held beside it; only equal ones touch the text. The rows hold words
  /// that are not Values, so they are leaves: `elements` keeps alive what they refer to, and no Python code runs.
  private static func sortText<Element: SortElement>(
    _ context: Context, _ elements: UnsafeMutablePointer<Element>, _ count: Int
  ) throws(Raised) {
    let row = try SortRow<PrefixedText<Element>>(context, capacity: count)
    for index in 0..<count { row.elements[index] = PrefixedText(elements[index]) }
    try MergeSort.sort(context, row.elements, count, TextOrder())
    for index in 0..<count { elements[index] = row.elements[index].element }
  }
}

extension UnsafeMutablePointer {
  fileprivate func reverse(count: Int) {
    var (low, high) = (0, count - 1)
    while low < high {
      (self[low], self[high]) = (self[high], self[low])
      (low, high) = (low + 1, high - 1)
    }
  }
}
