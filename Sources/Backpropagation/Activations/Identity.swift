import LinearAlgebra

/// a = z
enum Identity: ElementwiseFunction {
    static func value<S: Real>(_ z: S) -> S { z }

    /// 1
    static func derivative<S: Real>(_ z: S, _ a: S) -> S { 1 }
}
