// libFuzzer's way in; scripts/fuzz links it with libFuzzer, and in any other program it is nothing.

private import Glibc

/// The target that the environment names.
private let target: FuzzTarget = {
    guard let name = unsafe getenv("FUZZ_TARGET"), let target = unsafe FuzzTarget(rawValue: String(cString: name))
    else { fatalError("FUZZ_TARGET is none of \(FuzzTarget.allCases.map(\.rawValue))") }
    return target
}()

@c(LLVMFuzzerTestOneInput)
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let input = unsafe Array(UnsafeBufferPointer(start: data, count: size))
    let start = processorSeconds()
    do throws(Violation) { try target.check(input) } catch { fatalError("\(error)") }
    let seconds = processorSeconds() - start
    if seconds > 1 { fatalError("an input takes \(seconds) s") }
    return 0
}

/// Time of processors, which does not go on while other programs have them.
private func processorSeconds() -> Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
