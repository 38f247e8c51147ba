"""A network and examples as PyTorch's tensors, the gradient that autograd finds, and requests that ask for the same."""

import json

import torch
from safetensors import torch as files

from services import CORES, ServiceError

WIDTHS, EXAMPLES = [784, 1024, 1024, 10], 1024
# The largest difference allowed, relative to the largest entry of a tensor.
TOLERANCE = 1e-4


class Network:
    """Layers of sigmoids with random parameters, and random examples, in float32."""

    def __init__(self):
        torch.manual_seed(7)
        torch.set_num_threads(CORES)
        self.parameters = {}
        for layer, (inputs, outputs) in enumerate(zip(WIDTHS, WIDTHS[1:])):
            self.parameters[f"{layer}.weight"] = (torch.randn(outputs, inputs) * inputs ** -0.5).requires_grad_()
            self.parameters[f"{layer}.bias"] = torch.randn(outputs).requires_grad_()
        self.inputs = torch.rand(EXAMPLES, WIDTHS[0])
        self.targets = (torch.rand(EXAMPLES, WIDTHS[-1]) < 0.1).float()

    def gradient(self):
        """Forward, cost and backward; the derivatives are in new memory each time."""
        a, own = self.inputs, list(self.parameters.values())
        for weights, biases in zip(own[::2], own[1::2]):
            a = torch.sigmoid(torch.nn.functional.linear(a, weights, biases))
        cost = ((a - self.targets) ** 2).sum(1).mean()
        return torch.autograd.grad(cost, own)

    def body(self, examples=EXAMPLES):
        """A document that asks for the gradient of so many of the examples, with all of them beside it."""
        tensors = {name: parameter.detach() for name, parameter in self.parameters.items()}
        tensors |= {"inputs": self.inputs, "targets": self.targets}
        document = {"network": {"layers": [{"activation": "sigmoid"}] * (len(WIDTHS) - 1), "cost": "squared_error"},
                    "return": ["gradient"]}
        if examples < EXAMPLES:
            tensors |= {"some inputs": self.inputs[:examples].clone()}
            tensors |= {"some targets": self.targets[:examples].clone()}
            document["examples"] = {part: {"tensor": f"some {part}"} for part in ("inputs", "targets")}
        return files.save({name: tensor.contiguous() for name, tensor in tensors.items()},
                          metadata={"request": json.dumps(document)})

    def check(self, answer):
        """Holds a service's answer to autograd's."""
        found = files.load(bytes(answer))
        for name, gradient in zip(self.parameters, self.gradient()):
            theirs = found[f"gradient.{name}"]
            difference = ((theirs - gradient).abs().max() / gradient.abs().max()).item()
            if not difference <= TOLERANCE:
                raise ServiceError(f"the gradients of {name} differ by {difference:.1e} of the largest entry")
