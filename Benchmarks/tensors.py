#!/usr/bin/env python3
"""Measures the service with binary bodies beside PyTorch in process, which has no network between: in turns.

Started by `scripts/benchmark tensors`, which installs and builds what this needs.
"""

import argparse
import json
import statistics
import time

import autograd
import bodies
import client
import others
import report
from services import Service, run

PEER = "PyTorch in process"
COLUMNS = ["ms", "transfer ms", "examples/s"]


def measure(rounds, seconds):
    """The medians of both, as report.table wants them, and others' share. The transfer is the same request with one
    example."""
    network = autograd.Network()
    whole, transfer = (client.post("/v1/gradient", network.body(count)) for count in (autograd.EXAMPLES, 1))
    with Service("Chainrule") as service:
        service.first_answer(json.dumps(bodies.document(*bodies.SHAPES["tiny"][:3])))
        with client.Client(service.port, 2 * len(whole)) as own:
            network.check(own.answer(whole))
            work = [(PEER, network.gradient), ("Chainrule", lambda: own.answer(whole)),
                    ("transfer", lambda: own.answer(transfer))]
            for _, task in work:
                repeat(service, task, 1)
            found = {name: [] for name, _ in work}
            for number in range(rounds):
                turn = number % len(work)
                for name, task in work[turn:] + work[:turn]:
                    found[name].append(others.calmly(lambda: repeat(service, task, seconds), seconds))
    medians = {name: report.medians(figures) for name, figures in found.items()}
    share = max(figures["others"] for figures in medians.values())
    medians[PEER]["transfer ms"], medians["Chainrule"]["transfer ms"] = 0, medians.pop("transfer")["ms"]
    return medians, share


def repeat(service, task, seconds):
    """Does a task over and over; the median of its times, examples a second, and others' share."""
    watch, times = others.Watch(service), []
    end = time.perf_counter() + seconds
    while not times or time.perf_counter() < end:
        start = time.perf_counter()
        task()
        times.append(time.perf_counter() - start)
    median = statistics.median(times)
    return {"ms": median * 1e3, "examples/s": autograd.EXAMPLES / median, "others": watch.end()[1]}


def main():
    parser = argparse.ArgumentParser(prog="scripts/benchmark tensors", description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=5, help="how often each is measured (5)")
    parser.add_argument("--seconds", type=int, default=5, help="how long each time (5)")
    parser.add_argument("--write", action="store_true", help="add the result to Benchmarks/RESULTS.md")
    given = parser.parse_args()
    if given.rounds < 1 or given.seconds < 1:
        parser.error("rounds and seconds are 1 or more")
    medians, share = measure(given.rounds, given.seconds)
    text = report.table({"tensors": medians}, COLUMNS)
    title = f"binary bodies beside PyTorch in process, medians of {given.rounds} rounds of {given.seconds} s"
    print(f"{title}\n{report.circumstances(share)}\n\n{text}")
    if given.write:
        report.append(title, text, share)


if __name__ == "__main__":
    run(main)
