internal import Backpropagation
internal import JSON
internal import LinearAlgebra
internal import Safetensors
private import Processors

/// What one evaluation after another is worked out in, so that the second of its kind takes nothing from the system.
///
/// Unchecked: it is with one evaluation or waits in `EvaluationMemories`, never both.
final class EvaluationMemory<S: Real & BinaryFormat>: @unchecked Sendable {
    let workspace = Workspace<S>(workers: .all)
    /// Layers so far, and where they stand.
    var layers: [LayerShape] = []
    var places: [LayerPlaces] = []
    /// What came beside the document.
    var tensors: [Tensor] = []
    var inputs = NumberRows<S>()
    var targets = NumberRows<S>()

    /// Lets go of what the last evaluation left.
    func reset() {
        layers.removeAll(keepingCapacity: true)
        places.removeAll(keepingCapacity: true)
        tensors = []
        inputs.removeAll()
        targets.removeAll()
        workspace.reset()
    }

    /// A network of the layers, which then has their memory; when it is gone, it is here again.
    func network(_ parameters: consuming GrowingRow<S>) throws(ShapeError) -> Network<S> {
        var own: [LayerShape] = []
        swap(&own, &layers)
        let network = try Network(own, vector: parameters.row())
        layers = network.layers
        return network
    }

    /// Numbers that there is memory for.
    var capacity: Int { workspace.capacity + inputs.elements.capacity + targets.elements.capacity }
}

/// Those that wait to be used again.
final class EvaluationMemories<S: Real & BinaryFormat>: Sendable {
    private let idle = PerProcessor<[EvaluationMemory<S>]>([])
    private static var mostIdle: Int { 4 }
    /// What has grown to more numbers than these is not kept.
    private static var mostKept: Int { 1 << 14 }

    func take() -> EvaluationMemory<S> {
        let memory = idle.take() ?? EvaluationMemory()
        memory.reset()
        return memory
    }

    func giveBack(_ memory: EvaluationMemory<S>) {
        guard memory.capacity <= Self.mostKept else { return }
        idle.giveBack(memory, atMost: Self.mostIdle)
    }
}

/// A number format that evaluations are made in.
protocol Evaluable: Real, TensorScalar {
    static var memories: EvaluationMemories<Self> { get }
}

extension Double: Evaluable {
    static let memories = EvaluationMemories<Double>()
}

extension Float: Evaluable {
    static let memories = EvaluationMemories<Float>()
}
