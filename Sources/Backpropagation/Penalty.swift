public import LinearAlgebra

/// What large weights cost beside the examples: λ₁ Σ |w| + ½ λ₂ Σ w², over all weights, and no biases or slopes.
///
/// λ₂ is PyTorch's `weight_decay`: the ½ cancels the 2 of the derivative. PyTorch says of `PReLU` not to use it for slopes.
public struct Penalty: Sendable, Equatable {
    public let l1, l2: Double

    public init(l1: Double, l2: Double) { (self.l1, self.l2) = (l1, l2) }

    public static let none = Penalty(l1: 0, l2: 0)

    var isNone: Bool { l1 == 0 && l2 == 0 }

    func value<S: Real>(_ network: Network<S>) -> S {
        var sum: S = 0
        for layer in network.layers {
            let w = network.weights(layer, of: network.vector)
            let terms = Matrix.made(rows: 1, columns: w.count) {
                $0.fill(w.row(through: w).view) { S(l1) * abs($0) + S(l2) * $0 * ($0 / 2) }
            }
            sum += pairwiseSum(terms.span)
        }
        return sum
    }

    /// Its derivative by a weight: λ₁ sgn w + λ₂ w, where sgn 0 = 0.
    public func derivative<S: Real>(_ w: S) -> S { S(l1) * AbsoluteError.sign(w) + S(l2) * w }

    /// Adds its derivatives to a gradient, which lies as the network's vector does.
    func add<S: Real>(to gradient: MutableMatrix<S>, _ network: Network<S>) {
        if isNone { return }
        for layer in network.layers {
            let part = gradient.part(at: layer.weights, rows: layer.neurons, columns: layer.inputs)
            part.fill(part.view, network.weights(layer, of: network.vector).view) { $0 + derivative($1) }
        }
    }

    /// A gradient with its derivatives added, 1 × parameters.
    func added<S: Real>(to gradient: Matrix<S>, _ network: Network<S>) -> Matrix<S> {
        if isNone { return gradient }
        return .made(rows: 1, columns: gradient.count) {
            $0.fill(gradient.view) { $0 }
            add(to: $0, network)
        }
    }

    /// Adds to a product with the Hessian what it makes of a vector's weights.
    func add<S: Real>(to product: MutableMatrix<S>, alongIn network: Network<S>, _ vector: Matrix<S>) {
        if l2 == 0 { return }
        for layer in network.layers {
            let part = product.part(at: layer.weights, rows: layer.neurons, columns: layer.inputs)
            part.fill(part.view, network.weights(layer, of: vector).view) { $0 + S(l2) * $1 }
        }
    }
}
