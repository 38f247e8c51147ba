"""Promise: clients that vanish leave nothing behind, neither descriptors nor memory.

10,000 clients go away in the middle of a head, of a body, of an answer of several MB of which they
have read a part, and while a longer computation runs for them; half of them by a reset, half by an
ordinary close. After a warm-up of 2,000, the server's descriptors are as many as before, and its
resident memory is within 10 % (or 8 MiB) of that after the warm-up; so it is when, besides, bodies
of 8 MB have been left one byte short.
"""

import socket
import struct
import time

from service import (SMALL, Connection, Ended, Service, arguments, ask_once, conclude, larger,
                     request)

options = arguments(__doc__, clients=10000, warm_up=2000, at_once=50, examples=200,
                    share=0.10, mebibytes=8.0)
faults = []
small = request(SMALL)
medium = request(larger())
# An answer of several MB for a request of some tens of kB.
long_answer = request(larger((1, 512, 1), options.examples))
long_computation = request(larger((1, 256, 64, 1), 2 * options.examples))
# Most are of the cheap kinds, for a shared machine's sake.
KINDS = ["head", "body", "head", "body", "answer", "head", "body", "computation", "head", "body"]
service = Service(options.program)
counted = dict.fromkeys(KINDS, 0)


def begin(kind, number):
    try:
        connection = Connection(service.port)
    except OSError as error:
        # One more attempt tells a server that is gone from one that refused a single connection.
        faults.append(f"client {number}: {error!r}; the server's exit status: "
                      f"{service.process.poll()}; {service.last[-400:].decode(errors='replace')}")
        connection = Connection(service.port)
    head = medium.index(b"\r\n\r\n") + 4
    connection.send({
        "head": medium[:1 + number * 7 % (head - 2)],
        "body": medium[:head + number * 131 % (len(medium) - head)],
        "answer": long_answer,
        "computation": long_computation}[kind])
    counted[kind] += 1
    return connection


def vanish(connection, by_reset):
    if by_reset:
        connection.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def wave(first, count):
    """So many clients, `at_once` at a time, each of which goes before its answer is complete."""
    for start in range(first, first + count, options.at_once):
        batch = []
        for number in range(start, min(start + options.at_once, first + count)):
            kind = KINDS[number % len(KINDS)]
            batch.append((kind, number, begin(kind, number)))
        for kind, number, connection in batch:
            if kind == "answer":
                had = connection.socket.recv(20000)
                if not had.startswith(b"HTTP/1.1 200 "):
                    faults.append(f"client {number}: {had[:100]!r}")
        for kind, number, connection in batch:
            vanish(connection, number // len(KINDS) % 2 == 0)


def settled():
    """Waits until the server has nothing more to do and, a second or two after its last computation,
    has given memory back; its descriptors and memory then."""
    limit = time.monotonic() + 60
    while time.monotonic() < limit:
        cpu = service.cpu_seconds()
        time.sleep(3)
        if service.descriptors() <= descriptors and service.cpu_seconds() - cpu < 0.03:
            break
    return service.descriptors(), service.rss()


try:
    expected = ask_once(service.port, small)[2]
    size = len(ask_once(service.port, long_answer)[2])
    ask_once(service.port, long_computation)
    time.sleep(0.5)
    descriptors = service.descriptors()
    wave(0, options.warm_up)
    warm = settled()
    began = time.monotonic()
    wave(options.warm_up, options.clients)
    seconds = time.monotonic() - began
    large = [Connection(service.port, timeout=30) for _ in range(16)]
    for connection in large:
        connection.send(request(b" " * 8_000_000)[:-1])
    for connection in large:
        connection.close()
    after = settled()
    for _ in range(100):
        try:
            if ask_once(service.port, small)[::2] != (200, expected):
                faults.append("a wrong answer afterwards")
        except (Ended, OSError) as error:
            faults.append(f"afterwards: {error!r}")
    print(f"{options.clients} clients vanished in {seconds:.1f} s, with the warm-up "
          f"{', '.join(f'{count} in {kind}' for kind, count in counted.items())} (an answer of "
          f"{size / 1e6:.1f} MB): descriptors {descriptors}, after the warm-up {warm[0]}, at the "
          f"end {after[0]}; memory {warm[1] / 2**20:.1f} MiB, then {after[1] / 2**20:.1f} MiB")
    if max(warm[0], after[0]) > descriptors:
        faults.append("descriptors are left")
    if after[1] - warm[1] > max(options.share * warm[1], options.mebibytes * 2**20):
        faults.append("memory has grown")
    if not service.alive():
        faults.append(f"the server has ended: {service.process.returncode}")
except OSError as error:
    faults.append(f"given up: {error!r}")
finally:
    status = service.stop()
if status != 0:
    faults.append(f"exit status {status}")
conclude(faults)
