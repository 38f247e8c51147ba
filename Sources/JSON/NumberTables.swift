internal import CDecimal

/// Where the tables are that numbers are written by, which stay for as long as the process: a writer looks them up once,
/// and not for every number.
///
/// Unchecked: nobody changes them.
@safe struct NumberTables: @unchecked Sendable {
    let doubles, floats: UnsafePointer<BinaryScale>
    /// The first is that of `NumberLayout.minimum`.
    let layouts: UnsafePointer<NumberLayout>

    /// For the processor's widest vectors, where it has them.
    let vectors: UnsafePointer<cdecimal_scale>?

    static let shared = NumberTables()

    private init() {
        unsafe doubles = Self.kept(BinaryScale.doubles())
        unsafe floats = Self.kept(BinaryScale.floats())
        unsafe layouts = Self.kept(NumberLayout.table())
        unsafe vectors = cdecimal_is_available() ? Self.kept(BinaryScale.vectors()) : nil
    }

    private init(_ tables: NumberTables) {
        unsafe (doubles, floats, layouts) = (tables.doubles, tables.floats, tables.layouts)
        unsafe vectors = nil
    }

    /// The same for processors without such vectors.
    var withoutVectors: NumberTables { NumberTables(self) }

    private static func kept<Element>(_ elements: [Element]) -> UnsafePointer<Element> {
        let memory = UnsafeMutablePointer<Element>.allocate(capacity: elements.count)
        unsafe memory.initialize(from: elements, count: elements.count)
        return unsafe UnsafePointer(memory)
    }
}
