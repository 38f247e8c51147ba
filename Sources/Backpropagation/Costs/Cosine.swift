import LinearAlgebra

/// 1 − a·y / (‖a‖ ‖y‖), neither of which is taken to be shorter than 10⁻⁸.
enum Cosine: RowwiseCost {
    static let description = FunctionDescription(
        "cosine", #"1 - u \cdot v, \quad u = \frac{a}{\|a\|}, \quad v = \frac{y}{\|y\|}"#,
        derivative: #"\frac{(u \cdot v) u_j - v_j}{\|a\|}"#,
        second:
            #"\frac{\partial^2 C}{\partial a_j \partial a_k} = \frac{v_j u_k + u_j v_k + (u \cdot v)([j = k] - 3 u_j u_k)}{\|a\|^2}"#,
        alsoCalled: ["cosine_similarity", "cosine_embedding"])

    static var overOutputs: OverOutputs { .whole }
    private static var shortest: Double { 1e-8 }

    private static func length<S: Real>(_ x: Span<S>) -> S { max(norm(of: x), S(shortest)) }

    private static func cosine<S: Real>(_ a: Span<S>, _ y: Span<S>) -> S {
        let (aLength, yLength) = (length(a), length(y))
        var sum: S = 0
        for j in a.indices { sum += (a[j] / aLength) * (y[j] / yLength) }
        return sum
    }

    static func value<S: Real>(_ a: Span<S>, _ y: Span<S>, _ c: Constants<S>) -> S { 1 - cosine(a, y) }

    static func fill<S: Real>(slope: inout MutableSpan<S>, _ a: Span<S>, _ y: Span<S>, _ c: Constants<S>) {
        let (aLength, yLength) = (length(a), length(y))
        let turn: S = norm(of: a) > S(shortest) ? cosine(a, y) : 0
        for j in a.indices { slope[j] = (turn * (a[j] / aLength) - y[j] / yLength) / aLength }
    }

    /// Of g = (cu − v)/‖a‖: (ċu + cu̇)/‖a‖ − g (u·ȧ)/‖a‖, with u̇ = (ȧ − u (u·ȧ))/‖a‖ and ċ = u̇·v.
    static func fill<S: Real>(
        slopeTangent: inout MutableSpan<S>, _ a: Span<S>, _ y: Span<S>, _ change: Span<S>, _ c: Constants<S>
    ) {
        let (aLength, yLength) = (length(a), length(y))
        guard norm(of: a) > S(shortest) else {
            for j in a.indices { slopeTangent[j] = 0 }
            return
        }
        let cosine = cosine(a, y)
        var (along, turn): (S, S) = (0, 0)
        for j in a.indices {
            along += a[j] / aLength * change[j]
            turn += y[j] / yLength * change[j]
        }
        let cosineChange = (turn - cosine * along) / aLength
        for j in a.indices {
            let (u, v) = (a[j] / aLength, y[j] / yLength)
            let uChange = (change[j] - u * along) / aLength
            slopeTangent[j] = (cosineChange * u + cosine * uChange - (cosine * u - v) / aLength * along) / aLength
        }
    }
}
