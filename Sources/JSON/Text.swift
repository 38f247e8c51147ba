extension [UInt8] {
    /// Text as it stands, in one step.
    @inline(__always)
    mutating func append(_ first: StaticString, _ second: StaticString = "", _ third: StaticString = "") {
        let count = first.utf8CodeUnitCount + second.utf8CodeUnitCount + third.utf8CodeUnitCount
        append(addingCapacity: count) { output in
            unsafe output.withUnsafeMutableBufferPointer { memory, initialized in
                guard let start = memory.baseAddress else { return }
                var p = unsafe UnsafeMutableRawPointer(start + initialized)
                unsafe p = first.copy(to: p)
                unsafe p = second.copy(to: p)
                unsafe p = third.copy(to: p)
                initialized += count
            }
        }
    }
}

extension StaticString {
    /// - Returns: The end of the copy.
    @inline(__always)
    @unsafe fileprivate func copy(to p: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer {
        unsafe p.copyMemory(from: utf8Start, byteCount: utf8CodeUnitCount)
        return unsafe p + utf8CodeUnitCount
    }
}
