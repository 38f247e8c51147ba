import LinearAlgebra

/// hardtanh(z) = min(max(z, low), high)
enum Hardtanh: ElementwiseActivation {
    static let description = FunctionDescription(
        "hardtanh", #"\min(\max(z, l), h)"#, derivative: #"[l < z < h]"#, second: "0",
        Parameter("min", "l", -1), Parameter("max", "h", 1))

    static func kinks(_ c: Constants<Double>) -> [Double] { [c.first, c.second] }

    static func fault(_ c: Constants<Double>) -> String? {
        c.first < c.second ? nil : "expected \"min\" to be below \"max\""
    }

    static func value<S: Real>(_ z: S, _ c: Constants<S>) -> S { z < c.first ? c.first : z > c.second ? c.second : z }
    static func derivative<S: Real>(_ z: S, _ a: S, _ c: Constants<S>) -> S { z > c.first && z < c.second ? 1 : 0 }
    static func secondDerivative<S: Real>(_ z: S, _ a: S, _ c: Constants<S>) -> S { 0 }
}
