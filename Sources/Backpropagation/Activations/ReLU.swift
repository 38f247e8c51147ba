import LinearAlgebra

/// relu(z) = max(z, 0)
enum ReLU {
    /// A z that is not a number stays one.
    static func value<S: Real>(_ z: S) -> S { z < 0 ? 0 : z }

    /// relu′(z) = 1 for z > 0, else 0; relu′(0) = 0, as in PyTorch.
    static func derivative<S: Real>(_ z: S) -> S { z > 0 ? 1 : 0 }
}
