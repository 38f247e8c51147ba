import CDecimal

@testable import JSON

/// The vectors that this processor has, and none.
enum Widths {
    static let all = [cdecimal_none, cdecimal_avx2, cdecimal_avx512].filter {
        $0.rawValue <= cdecimal_widest().rawValue
    }

    /// What numbers are written by, by each of them.
    static let tables = all.map { vectors in
        var tables = NumberTables.shared
        unsafe tables.vectors = VectorTables.kept(vectors, BinaryScale.doubles(), NumberLayout.table())
        return tables
    }
}
