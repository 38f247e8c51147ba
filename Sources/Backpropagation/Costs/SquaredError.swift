import LinearAlgebra

/// Σⱼ (aⱼ − yⱼ)², as in the lesson; every gradient is twice that of `HalfSquaredError`.
enum SquaredError: ElementwiseCost {
    static let description = FunctionDescription(
        "squared_error", #"\sum_j (a_j - y_j)^2"#, derivative: #"2(a_j - y_j)"#, second: "2", alsoCalled: ["sse"])

    static func value<S: Real>(_ a: S, _ y: S, _ c: Constants<S>) -> S { (a - y) * (a - y) }
    static func derivative<S: Real>(_ a: S, _ y: S, _ c: Constants<S>) -> S { 2 * (a - y) }
    static func secondDerivative<S: Real>(_ a: S, _ y: S, _ c: Constants<S>) -> S { 2 }
}

/// ½ Σⱼ (aⱼ − yⱼ)²; the ½ cancels the 2 of the derivative.
enum HalfSquaredError: ElementwiseCost {
    static let description = FunctionDescription(
        "half_squared_error", #"\frac{1}{2} \sum_j (a_j - y_j)^2"#, derivative: #"a_j - y_j"#, second: "1")

    static func value<S: Real>(_ a: S, _ y: S, _ c: Constants<S>) -> S { (a - y) * ((a - y) / 2) }
    static func derivative<S: Real>(_ a: S, _ y: S, _ c: Constants<S>) -> S { a - y }
    static func secondDerivative<S: Real>(_ a: S, _ y: S, _ c: Constants<S>) -> S { 1 }
}

/// (1/m) Σⱼ (aⱼ − yⱼ)², over the m outputs.
enum MeanSquaredError: RowwiseCost {
    static let description = FunctionDescription(
        "mean_squared_error", #"\frac{1}{m} \sum_j (a_j - y_j)^2"#, derivative: #"\frac{2}{m} (a_j - y_j)"#,
        second: #"\frac{2}{m}"#, alsoCalled: ["mse", "mse_loss"])

    static var overOutputs: OverOutputs { .mean }

    static func value<S: Real>(_ a: Span<S>, _ y: Span<S>, _ c: Constants<S>) -> S {
        var sum: S = 0
        for j in a.indices { sum += (a[j] - y[j]) * (a[j] - y[j]) }
        return sum / S(a.count)
    }

    static func fill<S: Real>(slope: inout MutableSpan<S>, _ a: Span<S>, _ y: Span<S>, _ c: Constants<S>) {
        for j in a.indices { slope[j] = 2 * (a[j] - y[j]) / S(a.count) }
    }

    static func fill<S: Real>(
        slopeTangent: inout MutableSpan<S>, _ a: Span<S>, _ y: Span<S>, _ change: Span<S>, _ c: Constants<S>
    ) {
        for j in a.indices { slopeTangent[j] = 2 * change[j] / S(a.count) }
    }
}
