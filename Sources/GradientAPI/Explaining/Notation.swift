internal import Backpropagation

/// The lesson's names of things, in Unicode and in LaTeX: layers as superscripts, neurons as subscripts.
enum Notation {
    /// `w⁽²⁾₀₁`; two neurons with a comma between them where one has two digits.
    static func symbol(_ variable: Variable) -> String {
        switch variable {
        case .weight(let l, let j, let k): "w\(superscript(l))\(subscripts([j, k]))"
        case .bias(let l, let j): "b\(superscript(l))\(subscripts([j]))"
        case .slope(let l, let j): "s\(superscript(l))\(subscripts([j]))"
        case .activation(let l, let k): "a\(superscript(l))\(subscripts([k]))"
        }
    }

    /// `w^{(2)}_{0,1}`
    static func latex(_ variable: Variable) -> String {
        switch variable {
        case .weight(let l, let j, let k): "w^{(\(l))}_{\(j),\(k)}"
        case .bias(let l, let j): "b^{(\(l))}_{\(j)}"
        case .slope(let l, let j): "s^{(\(l))}_{\(j)}"
        case .activation(let l, let k): "a^{(\(l))}_{\(k)}"
        }
    }

    static func latex(weightedSum j: Int, layer l: Int) -> String { "z^{(\(l))}_{\(j)}" }

    /// `\frac{\partial z}{\partial w}`
    static func derivative(of numerator: String, by denominator: String) -> String {
        "\\frac{\\partial \(numerator)}{\\partial \(denominator)}"
    }

    /// ∂C₀/∂aⱼ of an output, as a formula in it and its target.
    static func slope(of cost: Cost, output a: String, target y: String) -> String {
        cost.description.derivative.replacing("a_j", with: a).replacing("y_j", with: y)
    }

    private static func superscript(_ l: Int) -> String { "⁽\(digits(l, "⁰¹²³⁴⁵⁶⁷⁸⁹"))⁾" }

    private static func subscripts(_ numbers: [Int]) -> String {
        numbers.map { digits($0, "₀₁₂₃₄₅₆₇₈₉") }.joined(separator: numbers.contains { $0 > 9 } ? "," : "")
    }

    private static func digits(_ number: Int, _ forms: String) -> String {
        let forms = Array(forms)
        return String(String(number).compactMap { $0.wholeNumberValue.map { forms[$0] } })
    }
}
