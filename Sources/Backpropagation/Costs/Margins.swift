import LinearAlgebra

/// Σⱼ max(0, 1 − yⱼaⱼ), for targets 1 and −1.
enum Hinge: ElementwiseCost {
    static let description = FunctionDescription(
        "hinge", #"\sum_j \max(0, 1 - y_j a_j)"#, derivative: #"-y_j [y_j a_j < 1]"#, second: "0")

    static func value<S: Real>(_ a: S, _ y: S, _ c: Constants<S>) -> S { y * a > 1 ? 0 : 1 - y * a }
    /// 0 at the kink.
    static func derivative<S: Real>(_ a: S, _ y: S, _ c: Constants<S>) -> S { y * a < 1 ? -y : 0 }
    static func secondDerivative<S: Real>(_ a: S, _ y: S, _ c: Constants<S>) -> S { 0 }
    static func edges(_ a: Span<Double>, _ y: Span<Double>, _ c: Constants<Double>) -> [Double] {
        a.indices.map { 1 - y[$0] * a[$0] }
    }
}

/// Σⱼ max(0, 1 − yⱼaⱼ)², for targets 1 and −1.
enum SquaredHinge: ElementwiseCost {
    static let description = FunctionDescription(
        "squared_hinge", #"\sum_j \max(0, 1 - y_j a_j)^2"#, derivative: #"-2 y_j \max(0, 1 - y_j a_j)"#,
        second: #"2 y_j^2 [y_j a_j < 1]"#)

    static func value<S: Real>(_ a: S, _ y: S, _ c: Constants<S>) -> S {
        y * a > 1 ? 0 : (1 - y * a) * (1 - y * a)
    }
    static func derivative<S: Real>(_ a: S, _ y: S, _ c: Constants<S>) -> S { y * a > 1 ? 0 : -2 * y * (1 - y * a) }
    static func secondDerivative<S: Real>(_ a: S, _ y: S, _ c: Constants<S>) -> S { y * a < 1 ? 2 * y * y : 0 }
}

/// Σₖ yₖ (1/m) Σ_{j≠k} max(0, margin − aₖ + aⱼ)^p: for a target that is one class k, its part alone.
enum MultiMargin: RowwiseCost {
    static let description = FunctionDescription(
        "multi_margin", #"\sum_k \frac{y_k}{m} \sum_{j \ne k} \max(0, g - a_k + a_j)^p"#,
        derivative:
            #"\frac{p}{m} \sum_k (y_k h_{kj} - y_j h_{jk}), \quad h_{kj} = \max(0, g - a_k + a_j)^{p - 1} [g - a_k + a_j > 0]"#,
        second:
            #"\frac{\partial^2 C}{\partial a_j \partial a_k} = -\frac{p(p - 1)}{m} (y_k [h_{kj} > 0] + y_j [h_{jk} > 0]), \quad j \ne k"#,
        Parameter("p", choices: "1", "2"), Parameter("margin", "g", 1))

    static var overOutputs: OverOutputs { .mean }
    static var takesClasses: Bool { true }

    static func value<S: Real>(_ a: Span<S>, _ y: Span<S>, _ c: Constants<S>) -> S {
        var sum: S = 0
        for k in y.indices where y[k] != 0 {
            for j in a.indices where j != k {
                let h = c.second - a[k] + a[j]
                if !(h < 0) { sum += y[k] * (c.first == 0 ? h : h * h) / S(a.count) }
            }
        }
        return sum
    }

    /// Of each class the one that is nearest to 0: all would be as many as the square of the outputs.
    static func edges(_ a: Span<Double>, _ y: Span<Double>, _ c: Constants<Double>) -> [Double] {
        y.indices.map { k in
            var nearest = Double.infinity
            if c.first != 0 || y[k] == 0 { return nearest }
            for j in a.indices where j != k {
                let h = c.second - a[k] + a[j]
                if abs(h) < abs(nearest) { nearest = h }
            }
            return nearest
        }
    }

    static func fill<S: Real>(slope: inout MutableSpan<S>, _ a: Span<S>, _ y: Span<S>, _ c: Constants<S>) {
        for j in a.indices { slope[j] = 0 }
        for k in y.indices where y[k] != 0 {
            for j in a.indices where j != k {
                let h = c.second - a[k] + a[j]
                let part = h > 0 ? y[k] * (c.first == 0 ? 1 : 2 * h) / S(a.count) : 0
                slope[j] += part
                slope[k] -= part
            }
        }
    }

    static func fill<S: Real>(
        slopeTangent: inout MutableSpan<S>, _ a: Span<S>, _ y: Span<S>, _ change: Span<S>, _ c: Constants<S>
    ) {
        for j in a.indices { slopeTangent[j] = 0 }
        if c.first == 0 { return }
        for k in y.indices where y[k] != 0 {
            for j in a.indices where j != k && c.second - a[k] + a[j] > 0 {
                let part = 2 * y[k] * (change[j] - change[k]) / S(a.count)
                slopeTangent[j] += part
                slopeTangent[k] -= part
            }
        }
    }
}
