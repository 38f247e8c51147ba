/// What a derivative is taken with respect to.
///
/// Layers are numbered 1…L and layer 0 is the input; neurons are counted from 0.
public enum Variable: Sendable, Hashable {
    /// w⁽ˡ⁾ⱼₖ, from neuron k of the layer before to neuron j.
    case weight(layer: Int, neuron: Int, input: Int)
    /// b⁽ˡ⁾ⱼ
    case bias(layer: Int, neuron: Int)
    /// s⁽ˡ⁾ⱼ; of slopes that are one for all neurons, the first.
    case slope(layer: Int, neuron: Int)
    /// a⁽ˡ⁾ₖ; that of layer 0 is an input.
    case activation(layer: Int, neuron: Int)

    public var layer: Int {
        switch self {
        case .weight(let layer, _, _), .bias(let layer, _), .slope(let layer, _), .activation(let layer, _): layer
        }
    }
}

extension Network {
    /// The neurons of layer l; those of layer 0 are the inputs.
    public func width(ofLayer l: Int) -> Int { l == 0 ? inputs : layers[l - 1].neurons }

    /// How many there are: every weight, bias, slope and activation, the inputs too.
    public var variableCount: Int { parameters + neurons + inputs }

    /// All of them, layer by layer: its weights row by row, its biases, its slopes, its activations.
    public var variables: [Variable] {
        var all = (0..<inputs).map { Variable.activation(layer: 0, neuron: $0) }
        for l in 1...layers.count {
            let (m, k) = (width(ofLayer: l), width(ofLayer: l - 1))
            for j in 0..<m { all += (0..<k).map { .weight(layer: l, neuron: j, input: $0) } }
            all += (0..<m).map { .bias(layer: l, neuron: $0) }
            all += (0..<layers[l - 1].slopeCount).map { .slope(layer: l, neuron: $0) }
            all += (0..<m).map { .activation(layer: l, neuron: $0) }
        }
        return all
    }

    /// Where a weight, a bias or a slope stands in `vector`; `nil` for an activation.
    func place(of variable: Variable) -> Int? {
        switch variable {
        case .weight(let l, let j, let k): layers[l - 1].weights + j * layers[l - 1].inputs + k
        case .bias(let l, let j): layers[l - 1].biases + j
        case .slope(let l, let j): layers[l - 1].slopes + j
        case .activation: nil
        }
    }
}
