#!/usr/bin/env python3
"""The documents that are posted. `bodies.py DIRECTORY` writes them all."""

import json
import pathlib
import random
import sys

# Name: widths, examples, the numbers' decimals (None for all that they have), wrk's connections.
SHAPES = {
    "tiny": ([1, 1, 1, 1], 1, 4, 16),  # the lesson's chain
    "small": ([4, 16, 16, 3], 8, None, 16),
    "nielsen": ([784, 30, 10], 32, None, 16),  # the digits of the lesson
    "wide": ([784, 512, 512, 10], 64, None, 2),
}


def document(widths, examples, decimals):
    """A network of sigmoids with random parameters, and random examples."""

    def number(value):
        return value if decimals is None else round(value, decimals)

    def row(width, draw):
        return [number(draw()) for _ in range(width)]

    layers = [
        {
            "activation": "sigmoid",
            "weights": [row(inputs, lambda: random.gauss(0, inputs ** -0.5)) for _ in range(outputs)],
            "biases": row(outputs, lambda: random.gauss(0, 1)),
        }
        for inputs, outputs in zip(widths, widths[1:])
    ]
    return {
        "network": {"layers": layers, "cost": "squared_error"},
        "examples": {
            "inputs": [row(widths[0], random.random) for _ in range(examples)],
            "targets": [row(widths[-1], lambda: float(random.random() < 0.1)) for _ in range(examples)],
        },
    }


def write(directory):
    """Writes what is missing of the bodies, and returns their files by name."""
    directory.mkdir(parents=True, exist_ok=True)
    files = {}
    for name, (widths, examples, decimals, _) in SHAPES.items():
        files[name] = directory / f"{name}.json"
        if not files[name].exists():
            random.seed(7)
            text = json.dumps(document(widths, examples, decimals))
            files[name].with_suffix(".part").write_text(text)
            files[name].with_suffix(".part").rename(files[name])
    return files


if __name__ == "__main__":
    for file in write(pathlib.Path(sys.argv[1])).values():
        print(file, file.stat().st_size)
