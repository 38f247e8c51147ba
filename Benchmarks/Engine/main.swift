import Backpropagation
import COpenBLAS
import Foundation
import LinearAlgebra

// Prints how fast forward and backward pass are, in 10⁹ operations a second, beside OpenBLAS with the same products.
// With arguments: evaluates one network so often, for a profiler: 1000 512,512,512 256 relu

/// The least of several times that `work` takes, in seconds.
func seconds(_ work: () throws -> Void) rethrows -> Double {
    var best = Double.infinity
    let clock = ContinuousClock()
    var once = try clock.measure(work)
    let times = max(1, min(10_000, Int(.milliseconds(20) / max(once, .nanoseconds(100)))))
    for _ in 0..<7 {
        once = try clock.measure { for _ in 0..<times { try work() } }
        best = min(best, once / .seconds(1) / Double(times))
    }
    return best
}

func report<S: Real>(_ widths: [Int], examples: Int, _ activation: Activation, _: S.Type) throws {
    let shape = try Shape<S>(widths, examples: examples, activation)
    let largest = (1..<widths.count).map { widths[$0] * widths[$0 - 1] }.max() ?? 0
    let count = max(largest, examples * (widths.max() ?? 0))
    let memory = UnsafeMutablePointer<S>.allocate(capacity: 3 * count)
    unsafe memory.initialize(repeating: 0.5, count: 3 * count)
    defer { unsafe memory.deallocate() }
    var line = "\(S.self)".padding(toLength: 7, withPad: " ", startingAt: 0)
    line += "\(widths) × \(examples) \(activation.name)".padding(toLength: 42, withPad: " ", startingAt: 0)
    for (threads, workers) in [(1, Workers.one), (2, Workers.all)] {
        openblas_set_num_threads(Int32(threads))
        let bare = seconds { unsafe shape.multiply(memory, memory + count, memory + 2 * count) }
        openblas_set_num_threads(1)
        let workspace = Workspace<S>(workers: workers)
        let engine = try seconds { try shape.evaluate(in: workspace) }
        let speed = { (time: Double) in String(format: "%7.2f", shape.operations / time / 1e9) }
        line += "\(speed(engine)) of \(speed(bare)) = \(String(format: "%4.0f %%", 100 * bare / engine))"
        line += String(format: " %10.2f µs |", engine * 1e6)
    }
    print(line)
}

func report(_ widths: [Int], examples: Int, _ activation: Activation) throws {
    try report(widths, examples: examples, activation, Double.self)
    try report(widths, examples: examples, activation, Float.self)
}

/// How much longer than the gradient other derivatives take.
func report(derivatives widths: [Int], examples: Int) throws {
    openblas_set_num_threads(1)
    let shape = try Shape<Double>(widths, examples: examples, .sigmoid)
    let times = try shape.derivatives(in: Workspace<Double>(workers: .all)).map { try seconds($0) }
    var line = "\(widths) × \(examples)".padding(toLength: 30, withPad: " ", startingAt: 0)
    line += String(format: "%10.2f µs", times[0] * 1e6)
    for time in times.dropFirst() { line += String(format: " %8.2f ×", time / times[0]) }
    print(line)
}

BLAS.startAgainWithBetterKernels()
let arguments = CommandLine.arguments
if arguments.count > 1, let times = Int(arguments[1]) {
    let widths = arguments.count > 2 ? arguments[2].split(separator: ",").compactMap { Int($0) } : [1, 1, 1, 1]
    let examples = arguments.count > 3 ? Int(arguments[3]) ?? 1 : 1
    let activation = arguments.count > 4 ? Activation(named: arguments[4]) ?? .sigmoid : .sigmoid
    let shape = try Shape<Double>(widths, examples: examples, activation)
    let workspace = Workspace<Double>()
    openblas_set_num_threads(1)
    for _ in 0..<times { try shape.evaluate(in: workspace) }
    exit(0)
}
print("engine of OpenBLAS, 10⁹ operations a second: one thread | two threads")
try report([1, 1, 1, 1], examples: 1, .sigmoid)
try report([4, 16, 16, 3], examples: 8, .tanh)
try report([4, 16, 16, 3], examples: 8, .relu)
try report([64, 64, 64], examples: 1, .relu)
try report([1024, 1024, 1024], examples: 1, .relu)
try report([784, 128, 10], examples: 64, .relu)
try report([784, 128, 10], examples: 64, .sigmoid)
try report([512, 512, 512, 512], examples: 256, .relu)
try report([512, 512, 512, 512], examples: 256, .sigmoid)
try report([1024, 1024, 1024], examples: 512, .relu)
try report([16, 16, 16], examples: 50_000, .tanh)

print("\ngradient, two threads | Hessian-vector product | every example's gradient | their lengths")
try report(derivatives: [4, 16, 16, 3], examples: 8)
try report(derivatives: [784, 30, 10], examples: 32)
try report(derivatives: [784, 512, 512, 10], examples: 64)
try report(derivatives: [512, 512, 512, 512], examples: 256)
