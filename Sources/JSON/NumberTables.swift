internal import CDecimal

/// Where the tables are that numbers are written by, which stay for as long as the process: a writer looks them up once,
/// and not for every number.
///
/// Unchecked: nobody changes them.
@safe struct NumberTables: @unchecked Sendable {
    let doubles, floats: UnsafePointer<BinaryScale>
    /// The first is that of `NumberLayout.minimum`.
    let layouts: UnsafePointer<NumberLayout>

    /// For the processor's widest vectors, where it has any and they are to be used.
    var vectors: cdecimal_tables?

    static let shared = NumberTables()

    private init() {
        let (scales, layouts) = (BinaryScale.doubles(), NumberLayout.table())
        unsafe doubles = scales.kept
        unsafe floats = BinaryScale.floats().kept
        unsafe self.layouts = layouts.kept
        unsafe vectors = VectorTables.kept(cdecimal_widest(), scales, layouts)
    }
}

extension Array {
    /// A copy that stays for as long as the process.
    var kept: UnsafePointer<Element> {
        let memory = UnsafeMutablePointer<Element>.allocate(capacity: count)
        unsafe memory.initialize(from: self, count: count)
        return unsafe UnsafePointer(memory)
    }
}
