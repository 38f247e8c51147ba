/// Estimates of work and memory are made of numbers that callers choose; they stop at the largest integer.
extension Int {
    func times(_ other: Int) -> Int {
        let (product, isOverflow) = multipliedReportingOverflow(by: other)
        return isOverflow ? .max : product
    }

    func plus(_ other: Int) -> Int {
        let (sum, isOverflow) = addingReportingOverflow(other)
        return isOverflow ? .max : sum
    }
}
