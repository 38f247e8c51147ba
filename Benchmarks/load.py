"""Load on a service, by wrk, and what is read of it."""

import json
import os
import pathlib
import subprocess
import time

from report import DISTURBED
from services import TICK, ServiceError, end_with_parent

SCRIPT = pathlib.Path(__file__).resolve().parent / "post.lua"


def calmly(service, body, connections, seconds, tries=4):
    """As measure, and again where other programs took much of the processors: the least disturbed of several tries."""
    best = measure(service, body, connections, seconds)
    while best["others"] > DISTURBED and (tries := tries - 1):
        time.sleep(seconds)
        best = min(best, measure(service, body, connections, seconds), key=lambda figures: figures["others"])
    return best


def measure(service, body, connections, seconds):
    """Posts a body over and over, and returns the figures by the names of report.COLUMNS, and others' share."""
    start, busy, cpu, client = time.monotonic(), busy_seconds(), service.cpu_seconds(), os.times()
    figures = wrk(service, body, connections, seconds)
    busy, cpu = busy_seconds() - busy, service.cpu_seconds() - cpu
    known = cpu + sum(os.times()[:4]) - sum(client[:4])
    rate = figures["requests"] / (figures["duration"] / 1e6)
    return {
        "requests/s": rate,
        "p50 ms": figures["p50"] / 1e3,
        "p99 ms": figures["p99"] / 1e3,
        "slowest ms": figures["slowest"] / 1e3,
        "MB/s": rate * body.stat().st_size / 1e6,
        "others": max(0.0, busy - known) / (time.monotonic() - start) / os.cpu_count(),
        "CPU µs": cpu / figures["requests"] * 1e6,
    }


def busy_seconds():
    """Processor time of all that runs on the machine, and that other machines beside it took."""
    with open("/proc/stat") as file:
        user, nice, system, _, _, irq, softirq, steal = map(int, file.readline().split()[1:9])
    return (user + nice + system + irq + softirq + steal) / TICK


def wrk(service, body, connections, seconds):
    """What wrk measures; no request may fail, and one at least has to be answered."""
    command = [
        "wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "60s", "-s", str(SCRIPT), service.url(),
    ]
    run = subprocess.run(
        command, env={**os.environ, "BODY": str(body)}, capture_output=True, text=True, preexec_fn=end_with_parent)
    if run.returncode != 0:
        raise ServiceError(f"wrk failed: {run.stderr or run.stdout}")
    figures = json.loads(run.stdout.splitlines()[-1])
    if figures["errors"] or not figures["requests"]:
        raise ServiceError(f"{service.name}, {body.stem}: {figures['errors']} errors, {figures['requests']} answers")
    return figures
