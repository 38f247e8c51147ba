internal import Safetensors

/// The numbers that a state dict names the modules of an `nn.Sequential` by, in ascending order.
struct ModuleNumbers {
    /// Of dense layers: 0, 2, 4 where there are `0.weight`, `0.bias`, `2.weight`, …
    let layers: [Int]
    /// Of slopes: a `weight` with one dimension, and no `bias`.
    let slopes: [Int]

    init(_ tensors: TensorFile?) {
        guard let tensors else {
            (layers, slopes) = ([], [])
            return
        }
        var (layers, slopes): (Set<Int>, Set<Int>) = ([], [])
        for tensor in tensors.tensors {
            let parts = tensor.name.split(separator: ".", omittingEmptySubsequences: false)
            guard parts.count == 2, parts[1] == "weight" || parts[1] == "bias", let number = Int(parts[0]),
                parts[0] == String(number), number >= 0
            else { continue }
            if parts[1] == "weight", tensor.shape.count == 1 { slopes.insert(number) } else { layers.insert(number) }
        }
        (self.layers, self.slopes) = (layers.sorted(), slopes.subtracting(layers).sorted())
    }

    /// The number of the slopes that come behind a layer and before the next.
    func slopes(ofLayer index: Int) -> Int? {
        guard layers.indices.contains(index) else { return nil }
        let next = layers.indices.contains(index + 1) ? layers[index + 1] : .max
        return slopes.first { $0 > layers[index] && $0 < next }
    }
}
