// swift-tools-version: 6.2
import PackageDescription

/// The explorer page, which the program holds.
let explorer =
    ["index.html", "style.css", "icon.svg"]
    + [
        "main", "data", "descent", "dom", "drawing", "factors", "panels", "presets", "service", "state", "structure",
        "verify",
    ].map { "\($0).js" }

let package = Package(
    name: "chainrule",
    products: [
        .executable(name: "chainrule", targets: ["chainrule"]),
        .library(name: "Backpropagation", targets: ["Backpropagation"]),
    ],
    targets: [
        // C libraries, each named by one module.
        .systemLibrary(name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
        .systemLibrary(name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(name: "CLinux"),
        .target(name: "CElementary"),
        .target(name: "CDecimal"),

        // The mathematics.
        .target(name: "LinearAlgebra", dependencies: ["CElementary", "COpenBLAS"]),
        .target(name: "Backpropagation", dependencies: ["LinearAlgebra"]),

        // Bytes and documents.
        .target(name: "Processors", dependencies: ["CLinux"]),
        .target(name: "Bytes"),
        .target(name: "JSON", dependencies: ["Bytes", "CDecimal", "Processors"]),
        .target(name: "Safetensors", dependencies: ["JSON"]),
        .target(name: "HTTPWire", dependencies: ["Bytes"]),

        // The network.
        .target(name: "EventLoop", dependencies: ["CLinux"]),
        .target(name: "TLS", dependencies: ["COpenSSL", "EventLoop"]),
        .target(name: "Compression", dependencies: ["CZlib"]),
        .target(
            name: "HTTPServer", dependencies: ["Bytes", "EventLoop", "HTTPWire", "Processors", "TLS", "Compression"]),
        .target(name: "Telemetry", dependencies: ["Bytes", "EventLoop", "HTTPServer", "HTTPWire", "Processors"]),

        // The service and the program.
        .target(name: "Access", dependencies: ["COpenSSL", "HTTPWire"]),
        .target(
            name: "GradientAPI",
            dependencies: [
                "Access", "Backpropagation", "LinearAlgebra", "JSON", "HTTPWire", "Processors", "Safetensors",
            ],
            resources: (["openapi.yaml"] + explorer.map { "explorer/\($0)" }).map { .embedInCode("Resources/\($0)") }
        ),
        .executableTarget(
            name: "chainrule",
            dependencies: [
                "Access", "GradientAPI", "HTTPServer", "EventLoop", "HTTPWire", "JSON", "LinearAlgebra", "Telemetry",
                "TLS",
            ]
        ),

        // What scripts/fuzz lets libFuzzer at, and FuzzTests plays again.
        .target(
            name: "FuzzTargets",
            dependencies: ["Access", "Compression", "GradientAPI", "HTTPWire", "JSON", "Safetensors"],
            path: "Fuzz/Targets"),

        .executableTarget(
            name: "Engine", dependencies: ["Backpropagation", "COpenBLAS", "LinearAlgebra"], path: "Benchmarks/Engine"),
        .executableTarget(name: "Parts", dependencies: ["Bytes", "HTTPWire", "JSON"], path: "Benchmarks/Parts"),

        .testTarget(name: "LinearAlgebraTests", dependencies: ["LinearAlgebra"]),
        .target(name: "CMallocCount", path: "Tests/CMallocCount"),
        .testTarget(name: "BackpropagationTests", dependencies: ["Backpropagation", "CMallocCount", "LinearAlgebra"]),
        .testTarget(name: "ProcessorsTests", dependencies: ["Processors"]),
        .testTarget(name: "BytesTests", dependencies: ["Bytes"]),
        .testTarget(name: "JSONTests", dependencies: ["CDecimal", "JSON"]),
        .testTarget(name: "SafetensorsTests", dependencies: ["JSON", "Safetensors"]),
        .testTarget(name: "HTTPWireTests", dependencies: ["Bytes", "HTTPWire"]),
        .testTarget(name: "EventLoopTests", dependencies: ["EventLoop"]),
        .testTarget(name: "HTTPServerTests", dependencies: ["HTTPServer", "EventLoop", "HTTPWire"]),
        .testTarget(name: "TLSTests", dependencies: ["TLS", "EventLoop"]),
        .testTarget(name: "CompressionTests", dependencies: ["Compression"]),
        .testTarget(
            name: "TelemetryTests", dependencies: ["Bytes", "Telemetry", "EventLoop", "HTTPServer", "HTTPWire"]),
        .testTarget(name: "AccessTests", dependencies: ["Access", "HTTPWire"]),
        .testTarget(name: "GradientAPITests", dependencies: ["GradientAPI", "HTTPWire", "JSON", "Safetensors"]),
        .testTarget(
            name: "chainruleTests",
            dependencies: ["chainrule", "CMallocCount", "EventLoop", "GradientAPI", "HTTPServer", "Telemetry"]),
        .testTarget(name: "FuzzTests", dependencies: ["FuzzTargets"]),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets
where target.type != .system && !["CElementary", "CLinux", "CMallocCount"].contains(target.name) {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .strictMemorySafety(),
        .treatAllWarnings(as: .error),
        // Exclusive access to a class's properties is checked while the tests run; in a release it would cost a small
        // request 6 % of its instructions. Calls across modules that are not optimized together cost it 4 %.
        .unsafeFlags(
            ["-enforce-exclusivity=unchecked", "-cross-module-optimization"], .when(configuration: .release)),
    ]
}

for target in package.targets where ["Backpropagation", "LinearAlgebra"].contains(target.name) {
    // Matrices lend their memory as views and spans.
    target.swiftSettings? += [.enableExperimentalFeature("Lifetimes")]
}
