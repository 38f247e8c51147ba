/// Where the rows of examples lie in matrices of more rows: there may be those of one thing below those of another.
struct ExampleRows {
    /// The number of the first.
    let first: Int
    /// n
    let count: Int
    /// The rows of a matrix.
    let all: Int

    /// n of n
    static func alone(_ n: Int) -> ExampleRows { ExampleRows(first: 0, count: n, all: n) }
    /// The first and the last n of 2n.
    static func upper(_ n: Int) -> ExampleRows { ExampleRows(first: 0, count: n, all: 2 * n) }
    static func lower(_ n: Int) -> ExampleRows { ExampleRows(first: n, count: n, all: 2 * n) }
    /// 2n
    static func both(_ n: Int) -> ExampleRows { alone(2 * n) }
}

extension LayerShape {
    /// Where z, or what is of its shape, begins among that of all layers.
    func weightedSums(_ rows: ExampleRows) -> Int { weightedSums(rows.all) + rows.first * neurons }
    /// Where a, or what is of its shape, begins there.
    func activations(_ rows: ExampleRows) -> Int { activations(rows.all) + rows.first * neurons }
}
