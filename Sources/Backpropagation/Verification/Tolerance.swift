internal import LinearAlgebra

/// How near two numbers must be to be called the same: |claimed − expected| ≤ absolute + relative · |expected|.
public struct Tolerance: Sendable {
    public let relative: Double
    public let absolute: Double

    public init(relative: Double, absolute: Double) { (self.relative, self.absolute) = (relative, absolute) }

    func allows<S: Real>(_ claimed: S, for expected: S) -> Bool {
        // Equal infinities are near one another, and what is no number is near nothing.
        claimed == expected || Double(abs(claimed - expected)) <= absolute + relative * Double(abs(expected))
    }

    /// Whether all numbers of a range are.
    func allows<S: Real>(_ claimed: Matrix<S>, for expected: Matrix<S>, in range: Range<Int>) -> Bool {
        let (claimed, expected) = (claimed.span, expected.span)
        for i in range where !allows(claimed[i], for: expected[i]) { return false }
        return true
    }

    func allows<S: Real>(_ claimed: Matrix<S>, for expected: Matrix<S>) -> Bool {
        allows(claimed, for: expected, in: 0..<expected.count)
    }
}
