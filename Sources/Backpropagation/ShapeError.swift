/// Every way in which the layers do not make a network.
public struct ShapeError: Error, Equatable {
    public let faults: [ShapeFault]

    /// - Parameters:
    ///   - count: how many layers
    ///   - biases: how many a layer has, where that is not one for each neuron by itself
    ///   - slopes: how many it has, where that is not as many as its activation takes by itself
    ///   - layer: layer l + 1
    static func check(
        _ count: Int, biases: ((Int) -> Int)? = nil, slopes: ((Int) -> Int)? = nil, _ layer: (Int) -> LayerShape
    ) throws(ShapeError) {
        var faults: [ShapeFault] = count == 0 ? [.noLayers] : []
        for l in 0..<count {
            let (number, neurons, inputs) = (l + 1, layer(l).neurons, layer(l).inputs)
            if neurons == 0 || inputs == 0 {
                faults.append(.emptyLayer(layer: number))
                continue
            }
            if l > 0, layer(l - 1).neurons > 0, inputs != layer(l - 1).neurons {
                faults.append(.weights(layer: number, expected: layer(l - 1).neurons, found: inputs))
            }
            if let biases, biases(l) != neurons {
                faults.append(.biases(layer: number, expected: neurons, found: biases(l)))
            }
            if let slopes, slopes(l) != layer(l).slopeCount {
                faults.append(.slopes(layer: number, found: slopes(l)))
            }
        }
        if !faults.isEmpty { throw ShapeError(faults: faults) }
    }
}

/// A shape that does not fit; layers are numbered from 1.
public enum ShapeFault: Sendable, Equatable {
    case noLayers
    /// The layer has no neuron, or its neurons have no input.
    case emptyLayer(layer: Int)
    /// A row of weights has not one number for each neuron of the layer before.
    case weights(layer: Int, expected: Int, found: Int)
    /// There is not one bias for each row of weights.
    case biases(layer: Int, expected: Int, found: Int)
    /// The activation takes no slopes, or others than one, or one for each neuron.
    case slopes(layer: Int, found: Int)
}
