internal import COpenBLAS

/// The BLAS library, as far as a process sets it up.
public enum BLAS {
    /// Keeps every call on the thread that makes it; to be called once, before the first product.
    ///
    /// `Workers` split the work, in pieces whose shape does not depend on the number of threads: so results do not depend
    /// on it either.
    public static func keepOnCallingThread() {
        openblas_set_num_threads(1)
    }

    /// The environment variable by which OpenBLAS is told, before it is loaded, which kernels to use.
    public static let kernelVariable = "OPENBLAS_CORETYPE"

    /// The kernels that suit this processor, where OpenBLAS has not found them: one newer than the library counts
    /// as a Prescott of 2004, whose kernels are several times slower (seen with 0.3.21 on a Xeon of 2023).
    ///
    /// - Returns: A value for `kernelVariable`, or `nil` where the choice is good.
    public static func betterKernels() -> String? {
        guard let name = unsafe openblas_get_corename(), unsafe String(cString: name) == "Prescott" else { return nil }
        if copenblas_has_avx512() != 0 { return "SkylakeX" }
        return copenblas_has_avx2() != 0 ? "Haswell" : nil
    }
}
