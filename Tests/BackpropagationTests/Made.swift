import LinearAlgebra

@testable import Backpropagation

// What the engine fills, in memory of its own.

extension Activation {
    func activations<S: Real>(_ z: Matrix<S>) -> Matrix<S> {
        self == .identity ? z : .made(rows: z.rows, columns: z.columns) { fill($0, z.view, .one) }
    }

    func pullback<S: Real>(_ z: Matrix<S>, _ a: Matrix<S>, _ slope: Matrix<S>) -> Matrix<S> {
        self == .identity
            ? slope : .made(rows: z.rows, columns: z.columns) { fill(pullback: $0, z.view, a.view, slope.view, .one) }
    }
}

extension Cost {
    func exampleCosts<S: Real>(_ a: Matrix<S>, _ y: Matrix<S>) -> Matrix<S> {
        .made(rows: 1, columns: a.rows) { fill(exampleCosts: $0, a.view, y.view, .one) }
    }

    func slope<S: Real>(_ a: Matrix<S>, _ y: Matrix<S>) -> Matrix<S> {
        .made(rows: a.rows, columns: a.columns) { fill(slope: $0, a.view, y.view, .one) }
    }

    func slopeTangent<S: Real>(_ a: Matrix<S>, _ y: Matrix<S>, _ change: Matrix<S>) -> Matrix<S> {
        .made(rows: a.rows, columns: a.columns) { fill(slopeTangent: $0, a.view, y.view, change.view) }
    }
}

/// Central differences at 0 of numbers that depend on one, by Richardson's extrapolation.
func centralDifferences(_ f: (Double) -> [Double]) -> [Double] {
    let h = 1e-3
    return zip(zip(f(h), f(-h)), zip(f(2 * h), f(-2 * h))).map { near, far in
        (4 * (near.0 - near.1) / (2 * h) - (far.0 - far.1) / (4 * h)) / 3
    }
}
