"""What other programs take of the processors meanwhile, and measuring again where that is much."""

import os
import time

from report import DISTURBED
from services import TICK


class Watch:
    """Tells processor time from its start on: a service's, and what neither that nor this program took."""

    def __init__(self, service):
        self.service = service
        self.start, self.busy, self.cpu, self.own = self.now()

    def now(self):
        return time.monotonic(), busy_seconds(), self.service.cpu_seconds(), sum(os.times()[:4])

    def end(self):
        """The service's seconds, and the share of all processors that others had."""
        now, busy, cpu, own = self.now()
        cpu -= self.cpu
        rest = busy - self.busy - cpu - (own - self.own)
        return cpu, max(0.0, rest) / (now - self.start) / os.cpu_count()


def calmly(once, seconds, tries=4):
    """What `once` finds, and again where other programs took much of the processors: the least disturbed of tries."""
    best = once()
    while best["others"] > DISTURBED and (tries := tries - 1):
        time.sleep(seconds)
        best = min(best, once(), key=lambda figures: figures["others"])
    return best


def busy_seconds():
    """Processor time of all that runs on the machine, and that other machines beside it took."""
    with open("/proc/stat") as file:
        user, nice, system, _, _, irq, softirq, steal = map(int, file.readline().split()[1:9])
    return (user + nice + system + irq + softirq + steal) / TICK
