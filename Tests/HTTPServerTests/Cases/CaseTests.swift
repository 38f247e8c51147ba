import Glibc
import HTTPServer
import Testing

/// Requests and what is nearly one, byte for byte.
@Suite(.serialized) struct CaseTests {
    @Test(arguments: Case.groups)
    func `each case ends as its rule says, however its bytes come`(_ group: Case.Group) async throws {
        let complaints = try await conversation(Case.narrow) { running in
            var complaints: [String] = []
            var seen = [Seen?](repeating: nil, count: group.cases.count)
            for delivery in Delivery.allCases {
                let exchanges = try group.cases.map { try Exchange($0, delivery, port: running.server.port) }
                try Exchange.open(exchanges, port: running.server.port)
                for (index, exchange) in exchanges.enumerated() {
                    func complain(_ what: String) {
                        let item = exchange.item
                        complaints.append("\(item.name) (\(item.rule)), \(delivery): \(what); not \(item.accepted)")
                    }
                    do {
                        let now = try exchange.finish()
                        let before = seen[index] ?? now
                        seen[index] = before
                        if !exchange.item.accepted.contains(where: { $0.describes(now) }) { complain("\(now)") }
                        if now != before { complain("\(now), where it was \(before)") }
                    } catch {
                        complain("\(error)")
                        // The server waits where it should not: so it may in every case that is left.
                        if (error as? Client.Failure)?.errno == EAGAIN { return complaints }
                    }
                }
            }
            return complaints
        }
        #expect(complaints.isEmpty, "\n\(complaints.joined(separator: "\n"))")
    }

    @Test func `no two cases have the same name or the same bytes`() {
        let cases = Case.groups.flatMap(\.cases)
        let byBytes = Dictionary(grouping: cases) { [$0.bytes, $0.afterContinue] }
        #expect(byBytes.values.filter { $0.count > 1 }.map { $0.map(\.name) } == [])
        #expect(Dictionary(grouping: cases, by: \.name).filter { $0.value.count > 1 }.keys.sorted() == [])
    }
}
