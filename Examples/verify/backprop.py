#!/usr/bin/env python3
"""Backpropagation in plain Python, with a mistake in it, and the service's verdict.

usage: backprop.py [--url URL] [--mistake none|derivative|transpose|path|bias|mean] [--write FILE]

The mistake is one that people make; `derivative`, where nothing is said. --write puts the request into a file, for
`chainrule verify`. Exits with 1 where the service finds the gradient wrong.
"""

import argparse
import json
import math
import random
import sys
import urllib.request

WIDTHS = [3, 4, 4, 2]
EXAMPLES = 5


def sigmoid(z):
    return 1 / (1 + math.exp(-z))


def made(seed=1):
    """A network of sigmoids and some examples."""
    numbers = random.Random(seed)
    layers = [
        {"weights": [[round(numbers.uniform(-1, 1), 2) for _ in range(inputs)] for _ in range(neurons)],
         "biases": [round(numbers.uniform(-1, 1), 2) for _ in range(neurons)], "activation": "sigmoid"}
        for inputs, neurons in zip(WIDTHS, WIDTHS[1:])]
    inputs = [[round(numbers.uniform(-1, 1), 2) for _ in range(WIDTHS[0])] for _ in range(EXAMPLES)]
    targets = [[numbers.choice([0, 1]) for _ in range(WIDTHS[-1])] for _ in range(EXAMPLES)]
    return {"layers": layers, "cost": "squared_error"}, {"inputs": inputs, "targets": targets}


def gradient(network, examples, mistake):
    """The mean over the examples of what the chain rule gives, but for the mistake."""
    layers = network["layers"]
    sums = [{"weights": [[0.0] * len(row) for row in layer["weights"]], "biases": [0.0] * len(layer["biases"])}
            for layer in layers]
    for x, y in zip(examples["inputs"], examples["targets"]):
        activations = [x]
        for layer in layers:
            activations.append([sigmoid(sum(w * a for w, a in zip(row, activations[-1])) + b)
                                for row, b in zip(layer["weights"], layer["biases"])])
        slope = [2 * (a - t) for a, t in zip(activations[-1], y)]  # ∂C/∂a
        for l in reversed(range(len(layers))):
            weights, a = layers[l]["weights"], activations[l + 1]
            delta = [s * a[j] * (1 - a[j]) for j, s in enumerate(slope)]  # σ′(z) = a (1 − a)
            if mistake == "derivative" and l == 1:
                delta = slope
            for j, d in enumerate(delta):
                for k, before in enumerate(activations[l]):
                    sums[l]["weights"][j][k] += d * before
                sums[l]["biases"][j] = d * EXAMPLES if mistake == "bias" else sums[l]["biases"][j] + d
            slope = [sum(weights[j][k] * d for j, d in enumerate(delta)) for k in range(len(weights[0]))]
            if mistake == "transpose" and l == 1:
                slope = [sum(weights[k][j] * d for j, d in enumerate(delta)) for k in range(len(weights[0]))]
            if mistake == "path" and l == 1:
                slope = [weights[0][k] * delta[0] for k in range(len(weights[0]))]
    n = 1 if mistake == "mean" else EXAMPLES
    return {"layers": [{"weights": [[w / n for w in row] for row in layer["weights"]],
                        "biases": [b / n for b in layer["biases"]]} for layer in sums]}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--url", default="http://127.0.0.1:8080")
    parser.add_argument("--mistake", default="derivative",
                        choices=["none", "derivative", "transpose", "path", "bias", "mean"])
    parser.add_argument("--write")
    options = parser.parse_args()

    network, examples = made()
    document = {"network": network, "examples": examples, "gradient": gradient(network, examples, options.mistake)}
    if options.write:
        with open(options.write, "w") as file:
            json.dump(document, file)
        return
    request = urllib.request.Request(
        f"{options.url}/v1/verification", json.dumps(document).encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as response:
        answer = json.load(response)
    if answer["agrees"]:
        print(f"right: all {answer['parameters']} derivatives agree")
        return
    print(f"wrong: {answer['wrong_parameters']} of {answer['parameters']} derivatives do not agree")
    for finding in answer["diagnosis"]:
        print(f"{finding['finding']}: {finding['explanation']}")
    sys.exit(1)


if __name__ == "__main__":
    main()
