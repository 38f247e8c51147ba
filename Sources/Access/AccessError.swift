/// Why a file of tokens or a list of origins cannot be used.
public struct AccessError: Error, Equatable, CustomStringConvertible {
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}
