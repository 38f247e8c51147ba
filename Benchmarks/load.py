"""Load on a service, by wrk, and what is read of it."""

import json
import os
import pathlib
import subprocess

import others
from services import ServiceError, end_with_parent

SCRIPT = pathlib.Path(__file__).resolve().parent / "post.lua"


def calmly(service, body, connections, seconds):
    """As measure, and again where other programs took much of the processors."""
    return others.calmly(lambda: measure(service, body, connections, seconds), seconds)


def measure(service, body, connections, seconds):
    """Posts a body over and over, and returns the figures by the names of report.COLUMNS, and others' share."""
    watch = others.Watch(service)
    figures = wrk(service, body, connections, seconds)
    cpu, share = watch.end()
    rate = figures["requests"] / (figures["duration"] / 1e6)
    return {
        "requests/s": rate,
        "p50 ms": figures["p50"] / 1e3,
        "p99 ms": figures["p99"] / 1e3,
        "slowest ms": figures["slowest"] / 1e3,
        "MB/s": rate * body.stat().st_size / 1e6,
        "others": share,
        "CPU µs": cpu / figures["requests"] * 1e6,
    }


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
