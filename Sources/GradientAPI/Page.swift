internal import HTTPWire

/// The explorer page and what it is made of, as they are in the project, by their paths.
enum PageFile: String, CaseIterable {
    case index = "/"
    case style = "/explorer/style.css"
    case icon = "/explorer/icon.svg"
    case main = "/explorer/main.js"
    case data = "/explorer/data.js"
    case descent = "/explorer/descent.js"
    case dom = "/explorer/dom.js"
    case drawing = "/explorer/drawing.js"
    case factors = "/explorer/factors.js"
    case panels = "/explorer/panels.js"
    case presets = "/explorer/presets.js"
    case service = "/explorer/service.js"
    case state = "/explorer/state.js"
    case structure = "/explorer/structure.js"
    case verify = "/explorer/verify.js"

    private var bytes: [UInt8] {
        switch self {
        case .index: PackageResources.index_html
        case .style: PackageResources.style_css
        case .icon: PackageResources.icon_svg
        case .main: PackageResources.main_js
        case .data: PackageResources.data_js
        case .descent: PackageResources.descent_js
        case .dom: PackageResources.dom_js
        case .drawing: PackageResources.drawing_js
        case .factors: PackageResources.factors_js
        case .panels: PackageResources.panels_js
        case .presets: PackageResources.presets_js
        case .service: PackageResources.service_js
        case .state: PackageResources.state_js
        case .structure: PackageResources.structure_js
        case .verify: PackageResources.verify_js
        }
    }

    private var type: String {
        switch self {
        case .index: "text/html; charset=utf-8"
        case .style: "text/css; charset=utf-8"
        case .icon: "image/svg+xml"
        default: "text/javascript; charset=utf-8"
        }
    }

    /// It takes nothing from anywhere else, and stands in no other page.
    private static let policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

    var response: Response {
        let fields = [
            ("Content-Type", type), ("Cache-Control", "no-cache"), ("Content-Security-Policy", Self.policy),
            ("Referrer-Policy", "no-referrer"),
        ]
        return Response(.ok, fields: fields.map { (name: $0.0, value: $0.1) }, body: bytes)
    }
}
