internal import COpenBLAS

/// Keeps every BLAS call on the thread that makes it; call once, before the first product.
///
/// The work is split above this module, in pieces whose shape does not depend on the number of threads:
/// so results do not depend on it either.
public func keepBLASOnCallingThread() {
    openblas_set_num_threads(1)
}
