internal import Backpropagation
internal import HTTPWire
internal import JSON

/// Every activation and cost, as the engine defines them; made once.
let functions: Response = {
    var body: [UInt8] = []
    Writer.append(to: &body, nonFinite: .string, numbers: 0) { writer in
        writer.object { writer in
            writer.key("activations")
            writer.array(Activation.all) { writer, activation in writer.object { write(activation, to: &$0) } }
            writer.key("costs")
            writer.array(Cost.all) { writer, cost in writer.object { write(cost, to: &$0) } }
        }
    }
    return Response(.ok, fields: MediaType.json.fields, body: body)
}()

private func write(_ activation: Activation, to writer: inout Writer) {
    write(activation.description, to: &writer)
    writer.boolean("elementwise", activation.isElementwise)
    writer.key("kinks")
    writer.array(activation.needsParameters ? [] : activation.kinks) { writer, z in
        writer.object { writer in
            let (value, derivative, second) = activation.at(z)
            writer.member("z", z)
            writer.member("value", value)
            writer.member("derivative", derivative)
            writer.member("second_derivative", second)
        }
    }
}

private func write(_ cost: Cost, to writer: inout Writer) {
    write(cost.description, to: &writer)
    writer.member("over_outputs", cost.overOutputs.rawValue)
    writer.boolean("takes_classes", cost.takesClasses)
    if !cost.domain.isEmpty { writer.member("outputs", cost.domain) }
}

private func write(_ description: FunctionDescription, to writer: inout Writer) {
    writer.member("name", description.name)
    writer.key("also_called")
    writer.array(description.alsoCalled) { $0.string($1) }
    writer.member("latex", description.formula)
    writer.member("derivative_latex", description.derivative)
    writer.member("second_derivative_latex", description.secondDerivative)
    writer.key("parameters")
    writer.array(description.parameters + (description.ofLayer.map { [$0] } ?? [])) { writer, parameter in
        writer.object { writer in
            write(parameter, isOfLayer: parameter.name == description.ofLayer?.name, to: &writer)
        }
    }
}

private func write(_ parameter: Parameter, isOfLayer: Bool, to writer: inout Writer) {
    writer.member("name", parameter.name)
    if !parameter.symbol.isEmpty { writer.member("symbol", parameter.symbol) }
    if isOfLayer {
        writer.member("of", "layer")
        return writer.member("expected", "one number, or one for each neuron of the layer")
    }
    if parameter.isFlag {
        writer.boolean("default", parameter.choices[0] == "true")
    } else if let first = parameter.choices.first {
        writer.member("default", first)
        writer.key("choices")
        writer.array(parameter.choices) { $0.string($1) }
    } else {
        if let standard = parameter.standard { writer.member("default", standard) }
        writer.member("expected", parameter.domain.expectation)
    }
}
