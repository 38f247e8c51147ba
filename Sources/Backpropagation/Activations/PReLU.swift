import LinearAlgebra

/// prelu(z) = z where z > 0, else sz; s is a number that the layer learns, one for all of its neurons or one for each.
///
/// At 0 its derivative is s, in the first order as PyTorch's, and in the second as that of the same branch.
/// Source: K. He et al., "Delving deep into rectifiers", 2015, §2.1.
enum PReLU: SlopedActivation {
    static let description = FunctionDescription(
        "prelu", #"\max(z, 0) + s \min(z, 0)"#, derivative: #"[z > 0] + s [z \le 0]"#, second: "0",
        ofLayer: Parameter("slopes", "s"))

    static func kinks(_ c: Constants<Double>) -> [Double] { [0] }

    static func value<S: Real>(_ z: S, _ c: Constants<S>) -> S { z > 0 ? z : c.first * z }
    static func derivative<S: Real>(_ z: S, _ a: S, _ c: Constants<S>) -> S { z > 0 ? 1 : c.first }
    static func secondDerivative<S: Real>(_ z: S, _ a: S, _ c: Constants<S>) -> S { 0 }
    static func slopeDerivative<S: Real>(_ z: S) -> S { z > 0 ? 0 : z }
    static func mixedDerivative<S: Real>(_ z: S) -> S { z > 0 ? 0 : 1 }
}
