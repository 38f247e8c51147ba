/// Where the tables are that numbers are written by, which stay for as long as the process: a writer looks them up once,
/// and not for every number.
///
/// Unchecked: nobody changes them.
@safe struct NumberTables: @unchecked Sendable {
    let doubles, floats: UnsafePointer<BinaryScale>
    /// The first is that of `NumberLayout.minimum`.
    let layouts: UnsafePointer<NumberLayout>

    static let shared = NumberTables()

    private init() {
        unsafe doubles = Self.kept(BinaryScale.doubles())
        unsafe floats = Self.kept(BinaryScale.floats())
        unsafe layouts = Self.kept(NumberLayout.table())
    }

    private static func kept<Element>(_ elements: [Element]) -> UnsafePointer<Element> {
        let memory = UnsafeMutablePointer<Element>.allocate(capacity: elements.count)
        unsafe memory.initialize(from: elements, count: elements.count)
        return unsafe UnsafePointer(memory)
    }
}
