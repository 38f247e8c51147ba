#!/usr/bin/env python3
"""Measures how the time of a request grows with its work, parameters × examples; one client, through the service.

Started by `scripts/benchmark growth`, which builds what this needs. Prints a table, and draws Benchmarks/growth.svg.
"""

import argparse
import pathlib
import random
import statistics
import sys
from math import ceil, log10
from time import monotonic

import chart
import load
import report
from services import WORK, Service, run

DRAWING = pathlib.Path(__file__).resolve().parent / "growth.svg"
COLUMNS = ["work", "widths", "examples", "body MB", "ms", "ns per unit", "grown"]

# Series: the largest exponent of the work, and the parameters and examples of a work.
SERIES = {
    "parameters and examples grow": (9, lambda work: (work ** 0.5, work ** 0.5)),
    "examples grow, 400 parameters": (8, lambda work: (400, work / 400)),
    "parameters grow, 32 examples": (8, lambda work: (work / 32, 32)),
}


def widths(parameters):
    """Two layers of nearly as many parameters, the last of one neuron for every four of the other."""
    width = 1
    while count([width + 1, width + 1, (width + 1 + 3) // 4]) <= parameters:
        width += 1
    return [width, width, (width + 3) // 4]


def count(sizes):
    return sum((before + 1) * after for before, after in zip(sizes, sizes[1:]))


def document(sizes, examples):
    """The text of a request, with numbers of four decimals; made of slices, as tens of millions of them are slow."""
    random.seed(7)
    texts = [f"{random.uniform(-1, 1):.4f}" for _ in range(10_007)] * 2
    while len(texts) < max(sizes) + 10_007:
        texts += texts
    place = 0

    def row(width):
        nonlocal place
        place = (place + width + 1) % 10_007
        return f"[{','.join(texts[place:place + width])}]"

    def rows(number, width):
        return f"[{','.join(row(width) for _ in range(number))}]"

    layers = ",".join(
        f'{{"weights":{rows(after, before)},"biases":{row(after)},"activation":"sigmoid"}}'
        for before, after in zip(sizes, sizes[1:])
    )
    return (
        f'{{"network":{{"layers":[{layers}],"cost":"squared_error"}},"examples":{{"inputs":{rows(examples, sizes[0])},'
        f'"targets":{rows(examples, sizes[-1])}}},"return":["cost","gradient"]}}'
    )


def measure(service, seconds):
    """For each series, its points: the real work, widths, examples, size of the body, and milliseconds. And what other
    programs took of the processors, as an average."""
    body = WORK / "bodies" / "growth.json"
    body.parent.mkdir(parents=True, exist_ok=True)
    found, disturbed = {}, []
    for name, (most, shape) in SERIES.items():
        points = found[name] = []
        for step in range(6, 2 * most + 1):  # two to a power of ten
            parameters, examples = shape(10 ** (step / 2))
            sizes, examples = widths(parameters), max(1, round(examples))
            if count(sizes) > 10 * parameters:
                continue
            text = document(sizes, examples)
            body.write_text(text)
            service.first_answer(text)
            start = monotonic()
            service.post(text)
            enough = max(seconds, ceil(6 * (monotonic() - start)))
            figures = load.calmly(service, body, 1, enough)
            disturbed.append(figures["others"])
            points.append((count(sizes) * examples, sizes, examples, len(text) / 1e6, figures["p50 ms"]))
            print(f"\r\x1b[K{name}: {points[-1][0]:,}", end="", file=sys.stderr, flush=True)
        print(file=sys.stderr)
    body.unlink()
    return found, statistics.mean(disturbed)


def table(found):
    """A table for each series; `grown` is by how much the time grew, for tenfold work."""
    texts = []
    for name, points in found.items():
        lines = [report.row(COLUMNS), "|" + "---:|" * len(COLUMNS)]
        previous = None
        for work, sizes, examples, megabytes, time in points:
            grown = f"× {(time / previous[1]) ** (1 / log10(work / previous[0])):.1f}" if previous else ""
            lines.append(report.row([
                f"{work:,}", " · ".join(map(str, sizes)), f"{examples:,}", report.number(megabytes),
                report.number(time), report.number(time * 1e6 / work), grown]))
            previous = work, time
        texts.append(f"{name[0].upper()}{name[1:]}:\n\n" + "\n".join(lines))
    return "\n\n".join(texts)


def main():
    parser = argparse.ArgumentParser(prog="scripts/benchmark growth", description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=int, default=2, help="how long each point is measured, or longer (2)")
    parser.add_argument("--write", action="store_true", help="add the table to Benchmarks/RESULTS.md")
    given = parser.parse_args()
    with Service("Chainrule", "--max-body", str(2**30)) as service:
        found, share = measure(service, given.seconds)
    text = table(found)
    title = "time of a request by its work, parameters × examples"
    print(f"{title}\n{report.circumstances(share)}\n\n{text}")
    curves = {name: [(point[0], point[4] / 1e3) for point in points] for name, points in found.items()}
    DRAWING.write_text(chart.log_log(title, "parameters × examples", curves))
    if given.write:
        report.append(title, text, share)


if __name__ == "__main__":
    run(main)
