"""Promise: --max-in-flight holds, whatever large requests come at once.

Many clients send large documents at the same time, for far more memory than there may be: each is
answered 200 or 503, or loses its connection while it sends, and resident memory stays below 1.4 times
the limit and what the process itself takes.
"""

import threading
import time

from service import Connection, Ended, Service, arguments, conclude, larger, request

options = arguments(__doc__, limit=300_000_000, clients=120, rounds=3, own=32_000_000)
faults = []
# Documents of 4, 8 and 16 MB.
SIZES = [request(larger((examples, 16, 10), 400 * 1000 // examples * factor))
         for examples, factor in [(1000, 1), (500, 2), (250, 4)]]
counts = {}


def client(port, number):
    try:
        connection = Connection(port, timeout=60)
        status = connection.ask(SIZES[number % len(SIZES)])[0]
        connection.close()
    except (Ended, OSError):
        status = "ended"
    counts[status] = counts.get(status, 0) + 1
    if status not in (200, 503, "ended"):
        faults.append(f"client {number}: {status}")


service = Service(options.program, "--max-in-flight", options.limit)
highest = 0
try:
    for _ in range(options.rounds):
        threads = [threading.Thread(target=client, args=(service.port, number))
                   for number in range(options.clients)]
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            highest = max(highest, service.rss())
            time.sleep(0.005)
    time.sleep(3)
    rest = service.rss()
    print(f"{len(SIZES[0]) / 1e6:.0f} to {len(SIZES[-1]) / 1e6:.0f} MB each, {counts}: "
          f"at most {highest / 1e6:.0f} MB of memory for a limit of {options.limit / 1e6:.0f}, then {rest / 1e6:.0f}")
    if highest > 1.4 * options.limit + options.own:
        faults.append(f"{highest / 1e6:.0f} MB")
    if rest > options.own:
        faults.append(f"{rest / 1e6:.0f} MB are kept")
    if counts.get(200, 0) == 0:
        faults.append("nobody was answered")
finally:
    status = service.stop()
if status != 0:
    faults.append(f"exit status {status}")
conclude(faults)
