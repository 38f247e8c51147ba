/// Where the parts of a number's text go, for one exponent of ten. All numbers are laid down by the same steps,
/// however they differ in length and exponent: where they differ, this table has it.
///
/// `0.000000` at the start; the digits at `digits`; a point behind the place `whole`; the digits after the
/// point at `fraction`, or what `leastFraction` is the length of; then `suffix`.
struct NumberLayout {
    private(set) var digits: UInt8 = 0
    /// How many digits stand before the point besides the first; 0 if there are zeros only
    private(set) var whole: UInt8 = 0
    private(set) var fraction: UInt8 = 2
    /// `1.0` has one digit after the point all the same, and `1e16` has not even the point.
    private(set) var leastFraction: Int8 = -1
    private(set) var suffixLength: UInt8
    /// What stands behind the digits, a comma at its end: `e-7,` or just the comma.
    private(set) var suffix: UInt64 = 0

    /// One for each exponent from `minimum` on.
    static func table() -> [NumberLayout] { (minimum...310).map(NumberLayout.init) }
    static let minimum = -325

    /// The exponents of ten of numbers that are written in full.
    static let inFull = -5..<16

    private init(exponent e: Int) {
        let text = Self.inFull.contains(e) ? "," : "e\(e),"
        for byte in text.utf8.reversed() { suffix = suffix << 8 | UInt64(byte) }
        suffixLength = UInt8(text.utf8.count)
        if Self.inFull.contains(e) {
            digits = e < 0 ? UInt8(1 - e) : 0
            whole = e < 0 ? 0 : UInt8(e)
            fraction = UInt8(2 + abs(e))
            leastFraction = e < 0 ? 0 : 1
        }
    }
}
