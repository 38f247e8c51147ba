"""Promise: however many ask at once, each is given its own answer, bit for bit.

The answers to 256 different requests of several sizes are fetched one at a time; then 64 clients
ask for them at once, in orders of their own, for 60 s, some in chunks, some compressed, some with
an answer that may be compressed. Every answer is the same, to the last bit, as the one fetched
alone.
"""

import gzip
import random
import threading
import time

from service import Connection, Ended, Service, arguments, conclude, larger, request

options = arguments(__doc__, clients=64, seconds=60.0, requests=256)
SIZES = [((1, 1), 1), ((2, 3, 1), 4), ((16, 64, 10), 32), ((8, 8, 8, 4), 10), ((4, 32, 2), 100),
         ((1, 1), 7), ((3, 2), 2), ((32, 100, 10), 4)]
faults = []


def variants(number):
    """One document's requests: plain, in chunks, compressed, both, and one that takes gzip."""
    body = larger(*SIZES[number % len(SIZES)], seed=number)
    chance = random.Random(number)

    def pieces(data):
        parts = []
        while data:
            length = chance.choice((1, 7, 100, 4096, 65536))
            parts.append(data[:length])
            data = data[length:]
            if len(parts) > 40:
                return parts + [data]
        return parts
    packed = gzip.compress(body, 6)
    encoded = ["Content-Encoding: gzip"]
    return [request(body), request(pieces(body)), request(packed, headers=encoded),
            request(pieces(packed), headers=encoded),
            request(body, headers=["Accept-Encoding: gzip"])]


def content(answer):
    """Its status and its body, inflated where it came compressed."""
    status, fields, body = answer
    if fields.get("content-encoding") == "gzip":
        return status, gzip.decompress(body)
    return status, body


def client(service, number, limit, counts):
    chance = random.Random(1000 + number)
    connection = None
    while time.monotonic() < limit:
        which = chance.randrange(options.requests)
        kind = chance.randrange(5)
        try:
            if connection is None:
                connection = Connection(service.port, timeout=60)
            answer = connection.ask(asked[which][kind])
            if content(answer) != (200, expected[which]):
                faults.append(f"request {which}, kind {kind}: {answer[0]} {answer[2][:100]!r}")
        except (Ended, OSError) as error:
            faults.append(f"request {which}, kind {kind}: {error!r}")
            return
        counts[kind] += 1
        if answer[1].get("connection", "").lower() == "close" or chance.random() < 0.01:
            connection.close()
            connection = None


asked = [variants(number) for number in range(options.requests)]
service = Service(options.program)
try:
    alone = Connection(service.port)
    expected = []
    for number in range(options.requests):
        status, body = content(alone.ask(asked[number][0]))
        if status != 200:
            faults.append(f"request {number}, alone: {status} {body[:100]!r}")
        expected.append(body)
    alone.close()
    if len(set(expected)) < options.requests:
        faults.append("two different requests have the same answer")
    limit = time.monotonic() + options.seconds
    counts = [[0] * 5 for _ in range(options.clients)]
    threads = [threading.Thread(target=client, args=(service, number, limit, counts[number]))
               for number in range(options.clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(options.seconds + 90)
        if thread.is_alive():
            faults.append("a client still waits for its answer")
finally:
    status = service.stop()
kinds = [sum(one) for one in zip(*counts)]
print(f"{options.clients} clients, {options.seconds:.0f} s, {options.requests} requests of "
      f"{min(map(len, expected))} to {max(map(len, expected))} answer bytes: {sum(kinds)} answers "
      f"({kinds[0]} plain, {kinds[1]} chunked, {kinds[2]} gzip, {kinds[3]} both, {kinds[4]} that "
      f"take gzip), {len(faults)} wrong")
if sum(kinds) < options.clients:
    faults.append("too few answers to say anything")
if status != 0:
    faults.append(f"exit status {status}")
conclude(faults)
