import HTTPWire
import Testing

/// RFC 9110 §12.5.3
@Suite("Accept-Encoding")
struct AcceptEncodingTests {
    @Test(arguments: [
        ([], CodingChoice.identity), ([""], .identity), (["gzip"], .coding("gzip")), (["GZip"], .coding("gzip")),
        (["x-gzip"], .coding("gzip")), (["deflate"], .coding("deflate")), (["deflate, gzip"], .coding("gzip")),
        (["deflate", "gzip"], .coding("gzip")), (["gzip;q=0.5, deflate"], .coding("deflate")),
        (["gzip;q=0.5,deflate;q=0.501"], .coding("deflate")), (["br"], .identity),
        (["br, gzip;q=0.1"], .coding("gzip")),
        (["*"], .coding("gzip")), (["*;q=0.1"], .coding("gzip")), (["gzip;q=0, *"], .coding("deflate")),
        (["gzip;q=0"], .identity), (["*;q=0"], .nothing), (["identity;q=0"], .nothing),
        (["identity;q=0, gzip"], .coding("gzip")), (["gzip;q=0, identity;q=0"], .nothing),
        (["identity;q=0, *"], .coding("gzip")), (["*;q=0, identity"], .identity), (["*;q=0, gzip"], .coding("gzip")),
        (["gzip;q=0.5, identity"], .identity), (["gzip, identity"], .coding("gzip")),
        (["gzip;q=0.5, identity;q=0.5"], .coding("gzip")), (["gzip;q=0.4, identity;q=0.5"], .identity),
        (["gzip ; q=1.000"], .coding("gzip")), (["gzip;q=0.000"], .identity), (["gzip;q=1.001"], .identity),
        (["gzip;q=2"], .identity), (["gzip;q=-1"], .identity), (["gzip;q=0.1234"], .identity),
        (["gzip;q="], .identity), (["gzip;q"], .identity), (["gzip;x=1"], .identity), (["gzip;Q=0.3"], .coding("gzip")),
        ([", ,gzip,,"], .coding("gzip")), (["gzip\t;\tq=0.3"], .coding("gzip")), (["gzip;q=0."], .identity),
        (["gzip;q=1."], .coding("gzip")), (["deflate;q=1, gzip;q=bad"], .coding("deflate")), (["gzipp"], .identity),
    ])
    func `the client's choice`(fields: [String], choice: CodingChoice) {
        #expect(chooseCoding(fields, from: ["gzip", "deflate"]) == choice)
    }
}
