import LinearAlgebra

/// tanhshrink(z) = z − tanh z
enum Tanhshrink: ElementwiseActivation {
    static let description = FunctionDescription(
        "tanhshrink", #"z - \tanh z"#, derivative: #"\tanh^2 z"#, second: #"2 \tanh z (1 - \tanh^2 z)"#,
        alsoCalled: ["tanh_shrink"])

    /// Near 0, where the difference would lose most digits, the series z³/3 − 2z⁵/15 + 17z⁷/315 − ….
    static func value<S: Real>(_ z: S, _ c: Constants<S>) -> S {
        guard abs(z) < 0.5 else { return z - S.tanh(z) }
        var sum: S = 0
        for coefficient in series { sum = sum * z * z + S(coefficient) }
        return sum * z * z * z
    }
    static func derivative<S: Real>(_ z: S, _ a: S, _ c: Constants<S>) -> S {
        let t = S.tanh(z)
        return t * t
    }
    static func secondDerivative<S: Real>(_ z: S, _ a: S, _ c: Constants<S>) -> S {
        let t = S.tanh(z)
        return 2 * t * Tanh.derivative(z, t, c)
    }

    /// The coefficients of z³, z⁵, …, the last first: those of −tanh, which follow from tanh′ = 1 − tanh².
    private static let series: [Double] = [
        1.7406618963571648e-07, -4.294911078273806e-07, 1.0597268320104654e-06, -2.6147711512907546e-06,
        6.451689215655431e-06, -1.5918905069328964e-05, 3.927832388331683e-05, -9.691537956929451e-05,
        0.00023912911424355248, -0.000590027440945586, 0.0014558343870513183, -0.003592128036572481,
        0.008863235529902197, -0.021869488536155203, 0.05396825396825397, -0.13333333333333333, 0.3333333333333333,
    ]
}
