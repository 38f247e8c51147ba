import Testing

@testable import HTTPServer
import Testing
