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
    public func reset(keepingAtMost most: Int = .max) {
        arena.reset(keepingAtMost: most)
        example.reset(keepingAtMost: most)
    }

    /// Where the results for each layer of a network lie; no other list where the network has the same shape as the last.
    func places(of network: Network<Scalar>) -> [LayerPlace] {
        let layers = network.layers.span
        var isKnown = places.count == layers.count
        var (parameters, neurons) = (0, 0)
        for l in layers.indices {
            let place = LayerPlace(
                neurons: layers[l].neurons, inputs: layers[l].inputs, isIdentity: layers[l].activation == .identity,
                parametersBefore: parameters, neuronsBefore: neurons)
            if isKnown, places[l] == place {
            } else {
                if isKnown || l == 0 { places.removeSubrange(l...) }
                isKnown = false
                places.append(place)
            }
            parameters += (place.inputs + 1) * place.neurons
            neurons += place.neurons
        }
        return places
    }
}
