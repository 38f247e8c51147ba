internal import CElementary
internal import COpenBLAS
public import Glibc

/// The numbers a network is made of: `Double` (IEEE 754 binary64) or `Float` (binary32).
///
/// The elementary functions of one number are the C library's; those of many, the processor's vectors compute. The error
/// of these is below one unit in the last place.
public protocol Real: BinaryFloatingPoint, BitwiseCopyable, Sendable {
    /// eˣ
    static func exp(_ x: Self) -> Self
    /// ln x
    static func log(_ x: Self) -> Self
    /// ln(1 + x), accurate near 0.
    static func log1p(_ x: Self) -> Self
    /// eˣ − 1, accurate near 0.
    static func expm1(_ x: Self) -> Self
    /// tanh x
    static func tanh(_ x: Self) -> Self
    /// 1 − erf x, accurate where it comes close to 0.
    static func erfc(_ x: Self) -> Self

    /// eˣ of each of `count` numbers, in their place.
    @unsafe static func exp(_ x: UnsafeMutablePointer<Self>, count: Int)
    /// tanh x of each of `count` numbers, in their place.
    @unsafe static func tanh(_ x: UnsafeMutablePointer<Self>, count: Int)
    /// a = 1 / (1 + e⁻ᶻ) of each of `count` numbers.
    @unsafe static func sigmoid(_ a: UnsafeMutablePointer<Self>, _ z: UnsafePointer<Self>, count: Int)
    /// The derivative of that at each z, where it is a, times the slope.
    @unsafe static func sigmoid(
        pullback delta: UnsafeMutablePointer<Self>, _ z: UnsafePointer<Self>, _ a: UnsafePointer<Self>,
        _ slope: UnsafePointer<Self>, count: Int)

    /// c = α·op(a)·op(b) + β·c for row-major matrices, on the calling thread.
    ///
    /// - Parameters:
    ///   - rows: m, of op(a) and c
    ///   - columns: n, of op(b) and c
    ///   - depth: the columns of op(a), which are the rows of op(b)
    ///   - a: the stored a, `aStride` numbers from row to row; transposed where `transposeA` says so
    ///   - b: the stored b, likewise
    ///   - beta: 0 to overwrite c, 1 to add to it
    ///   - c: m × n, `cStride` numbers from row to row
    @unsafe static func gemm(
        rows: Int, columns: Int, depth: Int, alpha: Self,
        _ a: UnsafePointer<Self>, transposeA: Bool, aStride: Int,
        _ b: UnsafePointer<Self>, transposeB: Bool, bStride: Int,
        beta: Self, _ c: UnsafeMutablePointer<Self>, cStride: Int)
}

extension Double: Real {
    @inlinable public static func exp(_ x: Double) -> Double { Glibc.exp(x) }
    @inlinable public static func log(_ x: Double) -> Double { Glibc.log(x) }
    @inlinable public static func log1p(_ x: Double) -> Double { Glibc.log1p(x) }
    @inlinable public static func expm1(_ x: Double) -> Double { Glibc.expm1(x) }
    @inlinable public static func tanh(_ x: Double) -> Double { Glibc.tanh(x) }
    @inlinable public static func erfc(_ x: Double) -> Double { Glibc.erfc(x) }

    @unsafe public static func exp(_ x: UnsafeMutablePointer<Double>, count: Int) {
        unsafe celementary_exp_f64(x, count)
    }

    @unsafe public static func tanh(_ x: UnsafeMutablePointer<Double>, count: Int) {
        unsafe celementary_tanh_f64(x, count)
    }

    @unsafe public static func sigmoid(_ a: UnsafeMutablePointer<Double>, _ z: UnsafePointer<Double>, count: Int) {
        unsafe celementary_sigmoid_f64(a, z, count)
    }

    @unsafe public static func sigmoid(
        pullback delta: UnsafeMutablePointer<Double>, _ z: UnsafePointer<Double>, _ a: UnsafePointer<Double>,
        _ slope: UnsafePointer<Double>, count: Int
    ) {
        unsafe celementary_sigmoid_pullback_f64(delta, z, a, slope, count)
    }

    @unsafe public static func gemm(
        rows: Int, columns: Int, depth: Int, alpha: Double,
        _ a: UnsafePointer<Double>, transposeA: Bool, aStride: Int,
        _ b: UnsafePointer<Double>, transposeB: Bool, bStride: Int,
        beta: Double, _ c: UnsafeMutablePointer<Double>, cStride: Int
    ) {
        unsafe cblas_dgemm(
            CblasRowMajor, transposeA ? CblasTrans : CblasNoTrans, transposeB ? CblasTrans : CblasNoTrans,
            blasint(rows), blasint(columns), blasint(depth),
            alpha, a, blasint(aStride), b, blasint(bStride), beta, c, blasint(cStride))
    }
}

extension Float: Real {
    @inlinable public static func exp(_ x: Float) -> Float { Glibc.expf(x) }
    @inlinable public static func log(_ x: Float) -> Float { Glibc.logf(x) }
    @inlinable public static func log1p(_ x: Float) -> Float { Glibc.log1pf(x) }
    @inlinable public static func expm1(_ x: Float) -> Float { Glibc.expm1f(x) }
    @inlinable public static func tanh(_ x: Float) -> Float { Glibc.tanhf(x) }
    @inlinable public static func erfc(_ x: Float) -> Float { Glibc.erfcf(x) }

    @unsafe public static func exp(_ x: UnsafeMutablePointer<Float>, count: Int) {
        unsafe celementary_exp_f32(x, count)
    }

    @unsafe public static func tanh(_ x: UnsafeMutablePointer<Float>, count: Int) {
        unsafe celementary_tanh_f32(x, count)
    }

    @unsafe public static func sigmoid(_ a: UnsafeMutablePointer<Float>, _ z: UnsafePointer<Float>, count: Int) {
        unsafe celementary_sigmoid_f32(a, z, count)
    }

    @unsafe public static func sigmoid(
        pullback delta: UnsafeMutablePointer<Float>, _ z: UnsafePointer<Float>, _ a: UnsafePointer<Float>,
        _ slope: UnsafePointer<Float>, count: Int
    ) {
        unsafe celementary_sigmoid_pullback_f32(delta, z, a, slope, count)
    }

    @unsafe public static func gemm(
        rows: Int, columns: Int, depth: Int, alpha: Float,
        _ a: UnsafePointer<Float>, transposeA: Bool, aStride: Int,
        _ b: UnsafePointer<Float>, transposeB: Bool, bStride: Int,
        beta: Float, _ c: UnsafeMutablePointer<Float>, cStride: Int
    ) {
        unsafe cblas_sgemm(
            CblasRowMajor, transposeA ? CblasTrans : CblasNoTrans, transposeB ? CblasTrans : CblasNoTrans,
            blasint(rows), blasint(columns), blasint(depth),
            alpha, a, blasint(aStride), b, blasint(bStride), beta, c, blasint(cStride))
    }
}
