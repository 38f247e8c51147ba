public import LinearAlgebra

/// Memory for evaluations, one after another: from the second of its kind on, an evaluation takes none from the system.
///
/// One thread at a time uses a workspace. Results may be kept as long as they are wanted: memory that they lie in is
/// used again when they are gone, and not before.
public final class Workspace<Scalar: Real> {
    /// Where results are put, and where a network and its examples may be.
    public let arena = Arena<Scalar>()
    /// Who does the pieces of long steps.
    public let workers: Workers
    /// Where the gradient of a single example is put.
    let example = Arena<Scalar>()
    /// The layers of the network last seen.
    private var places: [LayerPlace] = []

    public init(workers: Workers = .one) { self.workers = workers }

    /// Begins the next evaluation.
    ///
    /// - Parameter most: more memory than for so many numbers is given back
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    public func reset(keepingAtMost most: Int = .max) {
        arena.reset(keepingAtMost: most)
        example.reset(keepingAtMost: most)
    }

    /// Where the results for each layer lie; the list of the last evaluation where that had the same shape.
    func places(of network: Network<Scalar>, examples n: Int) -> [LayerPlace] {
        let layers = network.layers.span
        var isKnown = places.count == layers.count
        var (parameters, results) = (0, 0)
        for l in layers.indices {
            let (m, k) = (layers[l].neurons, layers[l].inputs)
            let place = LayerPlace(
                neurons: m, inputs: k, weights: parameters, biases: parameters + m * k, weightedSums: results,
                activations: layers[l].activation == .identity ? results : results + n * m)
            if !isKnown || places[l] != place {
                if isKnown || l == 0 { places.removeSubrange(l...) }
                isKnown = false
                places.append(place)
            }
            parameters += (k + 1) * m
            results += 2 * n * m
        }
        return places
    }
}
