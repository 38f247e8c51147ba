"""What was measured, as Markdown."""

import datetime
import pathlib
import platform
import statistics
import subprocess
import sys

from services import CORES, ROOT, WORK

DISTURBED = 0.1  # share of the processors that other programs may have, or a result is not kept
COLUMNS = ["requests/s", "p50 ms", "p99 ms", "MB/s", "CPU µs", "peak MiB"]


def medians(rounds):
    """The median of each figure of several rounds."""
    return {name: statistics.median(figures[name] for figures in rounds) for name in rounds[0]}


def table(results, columns=COLUMNS):
    """A row for each body and service, and Chainrule's ratio to each of its peers; results[body][service][column]."""
    lines = [row(["body", "service", *columns]), "|---|---|" + "---:|" * len(columns)]
    for body, services in results.items():
        for name, figures in services.items():
            lines.append(row([body, name] + [number(figures[column]) for column in columns]))
        mine = services.get("Chainrule")
        for name, figures in services.items():
            if mine and name != "Chainrule":
                ratios = [
                    f"× {number(mine[column] / figures[column])}" if figures[column] else "" for column in columns]
                lines.append(row([body, f"Chainrule / {name}"] + ratios))
    return "\n".join(lines)


def row(cells):
    return "| " + " | ".join(cells) + " |"


def number(value):
    """Three digits, or all of them before the point; nothing is 0."""
    if value == 0:
        return "0"
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}" if value >= 0.1 else f"{value:.3f}"


def circumstances(others):
    """Where and when it was measured, and what compiled it; others is the share of the processors that
    other programs had meanwhile."""
    facts = [
        f"{CORES} cores of {processor()}, {100 * others:.0f} % of them taken by other programs",
        f"Linux {platform.release().split('-')[0]}",
        f"Chainrule {output('git', '-C', ROOT, 'describe', '--always', '--dirty')}",
        output("swift", "--version").partition(" (")[0],
        output("g++", "--version"),
        torch(),
        output("wrk", "--version").partition(" Copyright")[0].replace(" [epoll]", ""),
    ]
    return "; ".join(fact for fact in facts if fact) + "."


def processor():
    name, vectors = platform.machine(), []
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        field, _, value = line.partition(":")
        if field.strip() == "model name":
            name = value.strip()
        if field.strip() == "flags":
            vectors = [label for flag, label in [("avx2", "AVX2"), ("avx512f", "AVX-512")] if flag in value.split()]
    return f"{name} ({', '.join(vectors)})" if vectors else name


def torch():
    program = "import torch, platform; print('PyTorch', torch.__version__, 'on Python', platform.python_version())"
    return output(WORK / "python/bin/python", "-c", program)


def output(*command):
    """The first line that a command prints; nothing where there is no such command."""
    try:
        run = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    except OSError:
        return ""
    return (run.stdout.strip().splitlines() or [""])[0]


def append(title, text, others):
    """Adds a result to Benchmarks/RESULTS.md, the newest first; none that other programs have spoiled."""
    if others > DISTURBED:
        sys.exit("not written: other programs took too much of the processors")
    file = ROOT / "Benchmarks" / "RESULTS.md"
    head, _, older = file.read_text().partition("\n## ")
    date = datetime.date.today().isoformat()
    entry = f"\n## {date}: {title}\n\n{circumstances(others)}\n\n{text}\n"
    file.write_text(head.rstrip("\n") + "\n" + entry + (f"\n## {older}" if older else ""))
