internal import LinearAlgebra

extension Verification {
    /// Whether the claim is the gradient at w + ηg, g being the claim itself, for some η > 0: so it is where the weights
    /// have been changed by a step of gradient descent since.
    ///
    /// The η sought makes r(η) = ∇C(w + ηg) − g vanish: from the best places of a grid, Gauss and Newton's method goes
    /// there.
    func stale(_ workers: Workers, _ checkpoint: Checkpoint) throws(Cancelled) -> [Mistake] {
        let grid = steps
        var distances: [Double] = []
        for step in grid {
            try checkpoint()
            distances.append(try residual(after: step, workers, checkpoint).map(squaredNorm) ?? .infinity)
        }
        let valleys = grid.indices.dropFirst().dropLast().filter {
            distances[$0].isFinite && distances[$0] <= distances[$0 - 1] && distances[$0] <= distances[$0 + 1]
        }
        for i in valleys.sorted(by: { distances[$0] < distances[$1] }).prefix(64) {
            if let step = try root(near: grid[i], workers, checkpoint) { return [.staleForwardPass(step: step)] }
        }
        return []
    }

    /// Sizes of steps, of which each is a fifth larger than the one before; but up to 1, where a network is not too large,
    /// never by so much that the weights move further than 0.1: where the gradient is long, the valleys are narrow.
    private var steps: [Double] {
        let norm = squaredNorm(claimed.elements.map { Double($0) }).squareRoot()
        let most = min(4096, 200_000_000 / (3 * network.parameters * pass.inputs.rows))
        var steps = [0x1p-20]
        while let last = steps.last, last < 256 {
            let near = steps.count < most && last < 1 ? last + 0.1 / norm : .infinity
            steps.append(min(last * 1.19, max(near, last * 1.0001)))
        }
        return steps
    }

    private func root(
        near start: Double, _ workers: Workers, _ checkpoint: Checkpoint
    ) throws(Cancelled) -> Double? {
        var step = start
        for _ in 0..<50 {
            try checkpoint()
            guard let r = try residual(after: step, workers, checkpoint),
                let next = try residual(after: step * (1 + 1e-6), workers, checkpoint)
            else { return nil }
            if zip(r, claimed.elements).allSatisfy({ tolerance.allows($1 + Scalar($0), for: $1) }) { return step }
            let slope = zip(r, next).map { ($1 - $0) / (step * 1e-6) }
            // No further than half as far again: where the slope is small, its end is far from what it is meant for.
            let move = zip(slope, r).reduce(0) { $0 + $1.0 * $1.1 } / squaredNorm(slope)
            step -= min(max(move, -step / 2), step / 3)
            guard step < 4 * start, step > start / 4 else { return nil }
        }
        return nil
    }

    private func squaredNorm(_ r: [Double]) -> Double { r.reduce(0) { $0 + $1 * $1 } }

    /// r(η); `nil` where it is not finite.
    private func residual(
        after step: Double, _ workers: Workers, _ checkpoint: Checkpoint
    ) throws(Cancelled) -> [Double]? {
        guard let gradient = try gradient(after: step, workers, checkpoint) else { return nil }
        return gradient.span.indices.map { Double(gradient.span[$0]) - Double(claimed.span[$0]) }
    }

    /// ∇C(w + ηg); `nil` where it is not finite.
    private func gradient(
        after step: Double, _ workers: Workers, _ checkpoint: Checkpoint
    ) throws(Cancelled) -> Matrix<Scalar>? {
        let vector = Matrix.made(rows: 1, columns: claimed.count) {
            $0.fill(network.vector.view, claimed.view) { $0 + Scalar(step) * $1 }
        }
        let other = network.replacing(vector: vector)
        let workspace = Workspace<Scalar>(workers: workers)
        let forward = try other.forward(pass.inputs, in: workspace, checkpoint: checkpoint)
        let backward = try other.backward(
            forward, objective, inputGradients: false, in: workspace, checkpoint: checkpoint)
        let gradient = backward.gradient.vector
        return gradient.span.indices.allSatisfy { gradient.span[$0].isFinite } ? gradient : nil
    }
}
