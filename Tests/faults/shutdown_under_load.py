"""Promise: SIGTERM under load loses no request that was sent whole.

Sixteen keep-alive clients send in a loop, and SIGTERM comes in the middle. Each request that was
sent whole is answered completely and rightly, except one sent behind an answer that said
`Connection: close`. An end of the connection with nothing in flight is fine. With requests
pipelined four at a time, the answers are a prefix of the requests, and only those behind an answer
with `Connection: close` may be missing. The exit status is 0, every time.
"""

import threading
import time

from service import (SMALL, Connection, Ended, Service, arguments, ask_once, conclude, larger,
                     request)

options = arguments(__doc__, clients=16, rounds=10, before=0.7, pipelined=4)
faults = []
documents = [request(SMALL), request(larger())]


def client(service, expected, number, depth, counts):
    """Sends `depth` requests at a time, until the service has gone."""
    order = [(number + step) % len(documents) for step in range(depth)]
    data = b"".join(documents[which] for which in order)
    try:
        connection = Connection(service.port)
    except OSError:
        counts["refused"] += 1
        return
    while True:
        try:
            connection.send(data)
        except OSError:
            # An end that came while nothing was in flight: the request was not sent whole.
            counts["ended"] += 1
            return
        for position, which in enumerate(order):
            try:
                status, fields, body = connection.answer()
            except (Ended, OSError) as error:
                # Whether the end crossed with the request can be told from this alone: an end
                # with no `Connection: close` before it is a loss.
                faults.append(f"client {number}, depth {depth}, request {position}: "
                              f"{type(error).__name__}: {error}, signalled: {counts['signalled']}")
                return
            if (status, body) != (200, expected[which]):
                faults.append(f"client {number}, depth {depth}: {status} {body[:100]!r}")
            counts[number] = counts.get(number, 0) + 1
            if fields.get("connection", "").lower() == "close":
                counts["closes"] += 1
                connection.close()
                return


def round_of(depth):
    service = Service(options.program)
    expected = [ask_once(service.port, data)[2] for data in documents]
    counts = {"refused": 0, "ended": 0, "closes": 0, "signalled": False}
    threads = [threading.Thread(target=client, args=(service, expected, number, depth, counts))
               for number in range(options.clients)]
    try:
        for thread in threads:
            thread.start()
        time.sleep(options.before)
        counts["signalled"] = True
        began = time.monotonic()
        status = service.stop()
        seconds = time.monotonic() - began
    finally:
        service.stop()
    for thread in threads:
        thread.join(30)
        if thread.is_alive():
            faults.append("a client still waits 30 s after the server's end")
    if status != 0:
        faults.append(f"exit status {status}")
    answered = sum(counts.get(number, 0) for number in range(options.clients))
    if answered < options.clients:
        faults.append(f"only {answered} answers: too few to say anything")
    return answered, counts["closes"], counts["ended"], seconds


for depth in (1, options.pipelined):
    answered = closes = ended = 0
    longest = 0.0
    for _ in range(options.rounds):
        one = round_of(depth)
        answered += one[0]
        closes += one[1]
        ended += one[2]
        longest = max(longest, one[3])
    print(f"{depth} at a time, {options.rounds} rounds: {answered} answers; {closes} connections "
          f"told to close, {ended} ended with nothing in flight; the end came within "
          f"{longest:.2f} s of SIGTERM", flush=True)
conclude(faults)
