import CRuntime
import Testing

@testable import JIT

@Suite struct ExitTreeTests {
  @Test func numbersForWhichTheContextHasNoRoomAreStoredAsWords() {
    var graph = Graph(name: "f")
    let stores = (0..<200).map { (register: $0, value: graph.newNode(.phi, .complex)) }
    var tree = ExitTree()
    let start = tree.insert(Snapshot(word: 0, stores: stores, frames: []), in: graph)
    // Each is stored, in one way or the other.
    #expect(tree.nodes.count == 1 + stores.count)
    #expect(tree.nodes[start].numberCount == compiledNumberLimit)
    #expect(tree.numbers(from: start, in: graph).count == compiledNumberLimit)
    #expect(tree.nodes.dropFirst().count { $0.doubles == 0 } == stores.count - compiledNumberLimit / 2)
  }
}
