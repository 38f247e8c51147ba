import Testing

@testable import HTTPServer

/// RFC 9110 §5.6.7
@Suite("Dates")
struct HTTPDateTests {
    @Test(arguments: [
        (0, "Thu, 01 Jan 1970 00:00:00 GMT"), (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"),
        (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"), (1_709_251_199, "Thu, 29 Feb 2024 23:59:59 GMT"),
        (4_102_444_800, "Fri, 01 Jan 2100 00:00:00 GMT"), (253_402_300_799, "Fri, 31 Dec 9999 23:59:59 GMT"),
    ])
    func `a date is an IMF-fixdate`(seconds: Int, text: String) {
        #expect(httpDate(seconds) == text)
    }

    @Test func `every month and every day of the week has its name`() {
        let dates = (0..<12).map { httpDate(1_705_276_800 + $0 * 2_629_800) }  // the middle of each month of 2024
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        #expect(dates.map { String($0.dropFirst(8).prefix(3)) } == months)
        let days = (0..<7).map { String(httpDate(1_704_067_200 + $0 * 86_400).prefix(3)) }
        #expect(days == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"])
    }
}
