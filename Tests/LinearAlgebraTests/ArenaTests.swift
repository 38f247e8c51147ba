import LinearAlgebra
import Testing

@Suite("Arena")
struct ArenaTests {
    private static func number(_ x: Double, _ arena: Arena<Double>, count: Int = 1) -> Matrix<Double> {
        arena.matrix(rows: 1, columns: count) { span in for i in span.indices { span[i] = x } }
    }

    @Test func `memory is used again when nothing lies in it any more`() {
        let arena = Arena<Double>()
        for _ in 0..<3 {
            _ = Self.number(1, arena, count: 100)
            _ = Self.number(2, arena, count: 50)
            arena.reset()
        }
        #expect(arena.capacity == 200)  // twice the first block
    }

    @Test(arguments: [0, 1, 3, 100])
    func `a row that grows keeps its numbers`(capacity: Int) {
        let arena = Arena<Double>()
        var row = GrowingRow(in: arena, capacity: capacity)
        for count in 0..<8 { row.append(count) { span in for i in span.indices { span[i] = Double(10 * count + i) } } }
        _ = Self.number(1, arena, count: 100)
        #expect(row.count == 28)
        let all = (0..<8).flatMap { count in (0..<count).map { Double(10 * count + $0) } }
        #expect(row.row().elements == all)
    }

    @Test func `a matrix that is kept stays what it is`() {
        let arena = Arena<Double>(capacity: 8)
        let kept = Self.number(1, arena, count: 4)
        let part = Self.number(2, arena, count: 4).part(at: 2, rows: 2, columns: 1)
        arena.reset()
        #expect(Self.number(3, arena, count: 8).elements == Array(repeating: 3, count: 8))
        #expect(kept.elements == [1, 1, 1, 1])
        #expect(part == Matrix([[2], [2]]))
    }

    @Test func `matrices stay what they are when the memory grows`() {
        let arena = Arena<Double>(capacity: 1)
        let matrices = (0..<100).map { Self.number(Double($0), arena, count: $0 + 1) }
        for (i, matrix) in matrices.enumerated() { #expect(matrix.elements.allSatisfy { $0 == Double(i) }) }
    }

    @Test func `what is lent can be lent again`() {
        let arena = Arena<Double>(capacity: 10)
        for _ in 0..<5 { arena.lend(rows: 2, columns: 5) { #expect($0.count == 10) } }
        arena.reset()
        #expect(arena.capacity == 10)
    }

    /// The inner one does not find room in the block that the outer one lies in.
    @Test func `what is lent while something is lent may make the memory grow`() {
        let arena = Arena<Double>(capacity: 10)
        for inner in [1, 5, 100, 7, 300] {
            arena.lend(rows: 1, columns: 8) { outer in
                outer.fill(outer.view) { _ in 1 }
                arena.lend(rows: 1, columns: inner) { $0.fill($0.view) { _ in 2 } }
                #expect((0..<8).allSatisfy { outer.view.row(0)[$0] == 1 })
            }
            let kept = Self.number(3, arena, count: 4)
            arena.lend(rows: 1, columns: 4) { $0.fill($0.view) { _ in 4 } }
            #expect(kept.elements == [3, 3, 3, 3])
        }
    }

    @Test func `numbers are rounded to the precision`() {
        let numbers = [0.1, 1, -2]
        #expect(Arena<Float>().matrix(rows: 1, columns: 3, copying: numbers.span).elements == [0.1, 1, -2])
        #expect(Arena<Double>().matrix(rows: 3, columns: 1, copying: numbers.span).elements == numbers)
    }
}
