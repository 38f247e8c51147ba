"""Promise: clients that send a byte a second are ended, and do not slow the others down.

1,000 connections whose head comes a byte a second, and 1,000 whose body does, are kept up: each
that is ended is opened anew. The 99th percentile of one ordinary client's latencies (the median
of three rounds) stays within twice what it is in quiet, before or after, whichever is more. The
server ends the slow ones by its limits of 5 s, with 408 or with an end of the connection.
"""

import multiprocessing
import selectors
import socket
import statistics
import time

from service import SMALL, Connection, Service, arguments, conclude, request

options = arguments(__doc__, heads=1000, bodies=1000, requests=5000, rounds=3, times=2.0,
                    timeout=5, late=3.0)
data = request(SMALL)
head_end = data.index(b"\r\n\r\n") + 4


def slow_ones(port, stop, results):
    """In a process of its own: keeps the slow connections up until told to stop."""
    waiting = selectors.DefaultSelector()
    count = options.heads + options.bodies
    due = [time.monotonic() + index / count * options.timeout for index in range(count)]
    live = [None] * count
    tally = {"408": 0, "end": 0, "opened": 0, "longest": 0.0, "faults": []}

    def end(index):
        connection, began = live[index][0], live[index][2]
        answer = b""
        try:
            answer = connection.recv(1 << 16)
        except OSError:
            pass
        if answer.startswith(b"HTTP/1.1 408 "):
            tally["408"] += 1
        elif answer == b"":
            tally["end"] += 1
        else:
            tally["faults"].append(f"a slow client was answered {answer[:100]!r}")
        tally["longest"] = max(tally["longest"], time.monotonic() - began)
        waiting.unregister(connection)
        connection.close()
        live[index] = None

    last = None
    while last is None or (any(live) and time.monotonic() < last):
        now = time.monotonic()
        if last is None and stop.is_set():
            last = now + options.timeout + options.late
        for index in range(count):
            if due[index] > now:
                continue
            due[index] = now + 1
            if live[index] is None:
                if last is None:
                    connection = socket.create_connection(("127.0.0.1", port), 10)
                    sent = 1 if index < options.heads else head_end
                    connection.sendall(data[:sent])
                    live[index] = [connection, sent, now]
                    waiting.register(connection, selectors.EVENT_READ, index)
                    tally["opened"] += 1
                continue
            connection, sent, _ = live[index]
            try:
                connection.send(data[sent:sent + 1])
            except OSError:
                pass
            live[index][1] += 1
        for key, _ in waiting.select(0.02):
            end(key.data)
    if left := sum(one is not None for one in live):
        tally["faults"].append(f"{left} slow clients were not ended")
    results.put(tally)


def percentiles(port):
    """The 50th and 99th percentile, in ms: each the median of the rounds."""
    rounds = []
    for _ in range(options.rounds):
        connection, times = Connection(port), []
        for _ in range(options.requests):
            began = time.perf_counter()
            status = connection.ask(data)[0]
            times.append((time.perf_counter() - began) * 1000)
            if status != 200:
                faults.append(f"an ordinary request: {status}")
        connection.close()
        times.sort()
        rounds.append((times[len(times) // 2], times[len(times) * 99 // 100]))
    return [statistics.median(one) for one in zip(*rounds)]


faults = []
context = multiprocessing.get_context("fork")
service = Service(options.program, "--header-timeout", options.timeout,
                  "--body-timeout", options.timeout)
try:
    percentiles(service.port)
    before = percentiles(service.port)
    stop, results = context.Event(), context.Queue()
    process = context.Process(target=slow_ones, args=(service.port, stop, results), daemon=True)
    process.start()
    time.sleep(options.timeout + 1)
    open_now = service.descriptors()
    meanwhile = percentiles(service.port)
    stop.set()
    tally = results.get(timeout=60)
    process.join(10)
    after = percentiles(service.port)
finally:
    status = service.stop()
quiet = max(before[1], after[1])
print(f"p50/p99 in ms: before {before[0]:.3f}/{before[1]:.3f}, with {options.heads} slow heads and "
      f"{options.bodies} slow bodies {meanwhile[0]:.3f}/{meanwhile[1]:.3f}, after "
      f"{after[0]:.3f}/{after[1]:.3f}: {meanwhile[1] / quiet:.2f} times; {open_now} descriptors; of "
      f"{tally['opened']} slow ones {tally['408']} had 408, {tally['end']} an end, the last after "
      f"{tally['longest']:.1f} s")
faults += tally["faults"]
if meanwhile[1] > options.times * quiet:
    faults.append(f"the 99th percentile is {meanwhile[1] / quiet:.2f} times that in quiet")
if open_now < (options.heads + options.bodies) * 0.8:
    faults.append("too few slow clients were open to say anything")
if tally["longest"] > options.timeout + options.late:
    faults.append(f"a slow client lived {tally['longest']:.1f} s")
if status != 0:
    faults.append(f"exit status {status}")
conclude(faults)
