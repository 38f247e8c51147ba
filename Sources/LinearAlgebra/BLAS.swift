internal import COpenBLAS
private import Glibc

/// The BLAS library, as far as a process sets it up.
public enum BLAS {
    /// Keeps every call on the thread that makes it; to be called once, before the first product.
    ///
    /// `Workers` split the work, in pieces whose shape does not depend on the number of threads: so results do not depend
    /// on it either.
    public static func keepOnCallingThread() {
        openblas_set_num_threads(1)
    }

    /// Starts the process again with kernels that suit this processor, where OpenBLAS has not found them and is not told
    /// which to use: it reads its variable when it is loaded, before `main`. To be called first of all in `main`.
    public static func startAgainWithBetterKernels() {
        let variable = "OPENBLAS_CORETYPE"
        guard unsafe getenv(variable) == nil, let kernels = betterKernels() else { return }
        unsafe setenv(variable, kernels, 1)
        // Returns only where it fails, and then the slower kernels do as well.
        _ = unsafe execv("/proc/self/exe", CommandLine.unsafeArgv)
    }

    /// The kernels that suit this processor, where OpenBLAS has not found them: one newer than the library counts
    /// as a Prescott of 2004, whose kernels are several times slower (seen with 0.3.21 on a Xeon of 2023).
    ///
    /// - Returns: A value for OpenBLAS's variable, or `nil` where the choice is good.
    private static func betterKernels() -> String? {
        guard let name = unsafe openblas_get_corename(), unsafe String(cString: name) == "Prescott" else { return nil }
        if copenblas_has_avx512() != 0 { return "SkylakeX" }
        return copenblas_has_avx2() != 0 ? "Haswell" : nil
    }
}
