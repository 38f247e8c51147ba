#!/usr/bin/env python3
"""Measures Chainrule against its peers: the same bodies, on the same machine, in turns.

Started by scripts/benchmark, which installs and builds what this needs.
"""

import argparse
import contextlib
import sys

import answers
import bodies
import load
import report
from services import WORK, Service, ServiceError, available, commands, run


def arguments():
    parser = argparse.ArgumentParser(prog="scripts/benchmark", description=__doc__.partition("\n")[0])
    parser.add_argument("bodies", metavar="BODY", nargs="*", help=f"of {', '.join(bodies.SHAPES)} (all of them)")
    parser.add_argument("--rounds", type=int, default=5, help="how often each service is measured (5)")
    parser.add_argument("--seconds", type=int, default=5, help="how long each time (5)")
    parser.add_argument("--clients", type=int, help="how many at a time (16, and 2 for wide)")
    parser.add_argument("--concurrency", action="store_true", help="64 clients of nielsen, and the slowest request")
    parser.add_argument("--service", action="append", choices=list(commands(0)), help="only this one; may be repeated")
    parser.add_argument("--write", action="store_true", help="add the result to Benchmarks/RESULTS.md")
    given = parser.parse_args()
    if given.rounds < 1 or given.seconds < 1 or (given.clients or 1) < 1:
        parser.error("rounds, seconds and clients are 1 or more")
    if unknown := [name for name in given.bodies if name not in bodies.SHAPES]:
        parser.error(f"there is no body {unknown[0]}; there are {', '.join(bodies.SHAPES)}")
    return given


def measure(body, names, clients, rounds, seconds):
    """The medians of each service with one body; each is started anew, so that its peak of memory is this body's."""
    text = body.read_bytes()
    with contextlib.ExitStack() as stack:
        services = [stack.enter_context(Service(name)) for name in names]
        replies = [service.first_answer(text) for service in services]
        for service, reply in zip(services[1:], replies[1:]):
            if found := answers.difference(replies[0], reply):
                raise ServiceError(f"{body.stem}: {names[0]} and {service.name} differ at {found}")
        for service in services:
            load.wrk(service, body, clients, 1)
        figures = {name: [] for name in names}
        for number in range(rounds):
            turn = number % len(services)
            for service in services[turn:] + services[:turn]:
                tell(f"{body.stem}, round {number + 1} of {rounds}: {service.name}")
                figures[service.name].append(load.calmly(service, body, clients, seconds))
        tell("")
        medians = {name: report.medians(of_service) for name, of_service in figures.items()}
        for service in services:
            medians[service.name]["peak MiB"] = service.peak_memory() / 2**20
            medians[service.name]["slowest / p50"] = max(
                once["slowest ms"] / once["p50 ms"] for once in figures[service.name])
        return medians


def tell(text):
    if sys.stderr.isatty():
        print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)


def main():
    given = arguments()
    present = available()
    names = [name for name in commands(0) if name in present and name in (given.service or present)]
    for name in commands(0):
        if name not in present:
            print(f"{name} is left out: it is not there", file=sys.stderr)
    if not names:
        sys.exit("there is nothing to measure")
    files = bodies.write(WORK / "bodies")
    chosen = given.bodies or (["nielsen"] if given.concurrency else list(files))
    results = {}
    for name in chosen:
        clients = given.clients or (64 if given.concurrency else bodies.SHAPES[name][3])
        results[name] = measure(files[name], names, clients, given.rounds, given.seconds)
    share = max(figures["others"] for services in results.values() for figures in services.values())
    columns = report.COLUMNS
    title = f"medians of {given.rounds} rounds of {given.seconds} s"
    if given.concurrency:
        columns = ["requests/s", "p50 ms", "p99 ms", "slowest ms", "slowest / p50"]
        title = f"{given.clients or 64} clients at a time, {title}"
    text = report.table(results, columns)
    print(f"{title}\n{report.circumstances(share)}\n\n{text}")
    if given.write:
        report.append(title, text, share)


if __name__ == "__main__":
    run(main)
