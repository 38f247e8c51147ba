"""What was measured, as Markdown."""

import datetime
import os
import pathlib
import platform
import statistics
import subprocess
import sys
import time

from services import CORES, ROOT, TICK, WORK

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
                ratios = [number(mine[column] / figures[column]) if figures[column] else "" for column in columns]
                lines.append(row([body, f"Chainrule / {name}"] + [f"× {ratio}" for ratio in ratios]))
    return "\n".join(lines)


def row(cells):
    return "| " + " | ".join(cells) + " |"


def number(value):
    """Three digits, or all of them before the point."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}" if value >= 0.1 else f"{value:.3f}"


class Others:
    """What other programs do with the processors meanwhile."""

    ENOUGH = 0.1  # more of the processors' time spoils a measurement

    def __init__(self):
        self.before = self.now()

    @staticmethod
    def now():
        """Processor time of all that runs, of this program with its children that have ended, and the clock."""
        user, nice, system, _, _, irq, softirq, steal = map(int, stat_line().split()[1:9])
        mine = os.times()
        return ((user + nice + system + irq + softirq + steal) / TICK, sum(mine[:4]), time.monotonic())

    def share(self):
        """Their share of the processors since the beginning; what is measured has to be stopped."""
        busy, mine, clock = (after - before for after, before in zip(self.now(), self.before))
        return max(0.0, busy - mine) / (clock * os.cpu_count())


def stat_line():
    with open("/proc/stat") as file:
        return file.readline()


def circumstances(others):
    """Where and when it was measured, and what compiled it; others is the share of the processors that others had."""
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
    if others > Others.ENOUGH:
        sys.exit("not written: other programs took too much of the processors")
    file = ROOT / "Benchmarks" / "RESULTS.md"
    head, _, older = file.read_text().partition("\n## ")
    date = datetime.date.today().isoformat()
    entry = f"\n## {date}: {title}\n\n{circumstances(others)}\n\n{text}\n"
    file.write_text(head.rstrip("\n") + "\n" + entry + (f"\n## {older}" if older else ""))
