#!/usr/bin/env python3
"""Teaches a network to read handwritten digits, with every gradient from the service.

The network has 64 inputs, 32 hidden neurons, and 10 outputs. This script keeps its
parameters, shuffles the examples, and steps downhill; each pass through the network,
forward or backward, is a request over HTTP. It needs nothing but Python 3.9.
"""

import argparse
import http.client
import json
import pathlib
import random
import sys
import time
import urllib.parse

CLEAR = "\r\x1b[K" if sys.stderr.isatty() else ""  # empties the terminal's line


class ServiceError(Exception):
    """The service could not be reached, or did not answer with a result."""


class Service:
    """The service, over one connection that is kept open."""

    def __init__(self, url):
        self.url = url.rstrip("/")
        try:
            scheme, host, self.root, _, _ = urllib.parse.urlsplit(self.url)
            self.connection = http.client.HTTPConnection(host, timeout=60)
        except (ValueError, http.client.InvalidURL):
            scheme = host = ""
        if scheme != "http" or not host:
            raise ServiceError(f"{url} is not an address such as http://127.0.0.1:8080")

    def ask(self, path, document):
        """Posts a document as JSON, and returns the service's answer."""
        headers = {"Content-Type": "application/json"}
        try:
            self.connection.request("POST", self.root + path, json.dumps(document), headers)
            response = self.connection.getresponse()
            body = response.read()
        except (OSError, UnicodeError, http.client.HTTPException) as error:
            cause = f"{getattr(error, 'strerror', None) or error} (scripts/run starts it)"
            raise ServiceError(f"no answer from {self.url}: {cause}") from None
        try:
            answer = dict(json.loads(body))
        except (TypeError, ValueError):
            answer = {"detail": "this is not one of the service's documents"}
        if response.status != 200 or "detail" in answer:
            reason = answer.get("detail", response.reason)
            for error in answer.get("errors", []):
                reason += f" [{error['pointer']}: {error['detail']}]"
            raise ServiceError(f"{self.url}{path} answered {response.status}: {reason}")
        return answer


def read_examples(path):
    """Pairs (x, y): 64 pixels, each from 0 to 1, and the digit that they show."""
    lines = path.read_text("ascii").splitlines()
    rows = (line.split() for line in lines if not line.startswith("#"))
    return [([int(pixel, 17) / 16 for pixel in pixels], int(digit)) for pixels, digit in rows]


def random_layer(inputs, outputs, activation, chance):
    """A layer with w ~ N(0, 1/inputs) and b = 0, so that its sums begin of order 1."""
    weights = [[chance.gauss(0, inputs ** -0.5) for _ in range(inputs)] for _ in range(outputs)]
    return {"weights": weights, "biases": [0.0] * outputs, "activation": activation}


def gradient(service, network, batch):
    """C, the batch's mean of -ln softmax(z)[y], and each layer's dC/dw and dC/db."""
    inputs = [x for x, _ in batch]
    targets = [[int(digit == y) for digit in range(10)] for _, y in batch]
    answer = service.ask("/v1/gradient", {
        "network": network,
        "examples": {"inputs": inputs, "targets": targets},
        "return": ["cost", "gradient"],
    })
    return answer["cost"], answer["gradient"]["layers"]


def step(network, slopes, rate):
    """Gradient descent: w <- w - rate * dC/dw and b <- b - rate * dC/db, in every layer."""
    def descend(values, slopes):
        return [value - rate * slope for value, slope in zip(values, slopes)]

    for layer, slope in zip(network["layers"], slopes):
        layer["weights"] = [descend(*rows) for rows in zip(layer["weights"], slope["weights"])]
        layer["biases"] = descend(layer["biases"], slope["biases"])


def count_correct(service, network, examples):
    """How many examples the network reads correctly: it says the digit of its greatest output."""
    answer = service.ask("/v1/activations", {
        "network": network,
        "examples": {"inputs": [x for x, _ in examples]},
        "return": ["activations"],
    })
    outputs = answer["layers"][-1]["activations"]
    return sum(output.index(max(output)) == y for output, (_, y) in zip(outputs, examples))


def show(epoch, epochs, cost, accuracy):
    """Progress: one bar, redrawn, on a terminal; elsewhere a line an epoch."""
    bar = f"{CLEAR}[{'#' * (24 * epoch // epochs):.<24}] " if CLEAR else ""
    end = "" if CLEAR and epoch < epochs else "\n"
    print(f"{bar}epoch {epoch}/{epochs}  cost {cost:.4f}  held-out accuracy {accuracy:.1f} %",
          end=end, file=sys.stderr, flush=True)


def train(service, options):
    """Minibatch gradient descent on four fifths of the examples; the rest only measure it."""
    started = time.monotonic()
    chance = random.Random(options.seed)
    examples = read_examples(pathlib.Path(__file__).with_name("digits.txt"))
    chance.shuffle(examples)
    fifth = len(examples) // 5
    training, held_out = examples[:-fifth], examples[-fifth:]
    layers = [random_layer(64, 32, "tanh", chance), random_layer(32, 10, "identity", chance)]
    network = {"layers": layers, "cost": "cross_entropy_from_logits"}

    for epoch in range(1, options.epochs + 1):
        chance.shuffle(training)
        total = 0.0
        for start in range(0, len(training), options.batch):
            batch = training[start:start + options.batch]
            cost, slopes = gradient(service, network, batch)
            step(network, slopes, options.rate)
            total += cost * len(batch)
        correct = count_correct(service, network, held_out)
        show(epoch, options.epochs, total / len(training), 100 * correct / fifth)

    print(f"held-out accuracy {100 * correct / fifth:.1f} % ({correct} of {fifth}) "
          f"after {options.epochs} epochs, {time.monotonic() - started:.1f} s")
    return correct / fifth


def main():
    """Exits with 0 at 95 % or better, 1 below, and 2 when there was no training."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--url", default="http://127.0.0.1:8080", help="where the service listens")
    parser.add_argument("--epochs", type=int, default=30, help="passes over the training examples")
    parser.add_argument("--batch", type=int, default=32, help="examples to a step")
    parser.add_argument("--rate", type=float, default=1.0, help="the learning rate")
    parser.add_argument("--seed", type=int, default=10, help="of shuffles and first weights")
    options = parser.parse_args()
    if min(options.epochs, options.batch) < 1:
        parser.error("--epochs and --batch must be at least 1")
    try:
        sys.exit(0 if train(Service(options.url), options) >= 0.95 else 1)
    except ServiceError as error:
        print(f"{CLEAR}train.py: {error}", file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        print(f"{CLEAR}train.py: stopped", file=sys.stderr)
        sys.exit(130)


if __name__ == "__main__":
    main()
