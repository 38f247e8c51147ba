"""Promise: an idle keep-alive connection costs the server at most 4,096 bytes.

10,000 connections, each of which has had one answer, are held open and idle; the server's
resident memory has grown by at most 4,096 bytes for each, after a warm-up of 500 connections
that are closed again. While they are held, the service answers others rightly, and each of a
sample of the held ones still answers. Closed, they leave no descriptor behind.
"""

import time

from service import SMALL, Connection, Service, arguments, ask_once, conclude, request

options = arguments(__doc__, connections=10000, warm_up=500, bytes_each=4096, hold=2.0)
faults = []
service = Service(options.program, "--idle-timeout", 600)
data = request(SMALL)
expected = ask_once(service.port, data)[2]


def opened(count):
    """So many connections, each of which has had one answer."""
    held = []
    for _ in range(count):
        connection = Connection(service.port)
        held.append(connection)
        status, _, body = connection.ask(data)
        if (status, body) != (200, expected):
            faults.append(f"connection {len(held)}: {status} {body[:100]!r}")
    return held


def closed(held):
    """Closes them, and waits until the server has seen it."""
    for connection in held:
        connection.close()
    limit = time.monotonic() + 20
    while service.descriptors() > before_descriptors and time.monotonic() < limit:
        time.sleep(0.1)


try:
    time.sleep(0.5)
    before_descriptors = service.descriptors()
    closed(opened(options.warm_up))
    before = service.rss()
    began = time.monotonic()
    held = opened(options.connections)
    seconds = time.monotonic() - began
    time.sleep(options.hold)
    after = service.rss()
    slowest = 0.0
    for _ in range(200):
        began = time.monotonic()
        status, _, body = ask_once(service.port, data)
        slowest = max(slowest, time.monotonic() - began)
        if (status, body) != (200, expected):
            faults.append(f"another client, meanwhile: {status} {body[:100]!r}")
    open_now = service.descriptors() - before_descriptors
    if open_now < options.connections:
        faults.append(f"only {open_now} of {options.connections} connections are still open")
    for connection in held[::max(1, options.connections // 100)]:
        status, _, body = connection.ask(data)
        if (status, body) != (200, expected):
            faults.append(f"a held connection: {status} {body[:100]!r}")
    each = (after - before) / options.connections
    closed(held)
    left = service.descriptors() - before_descriptors
    print(f"{options.connections} idle connections, opened in {seconds:.1f} s: memory "
          f"{before / 2**20:.1f} MiB, then {after / 2**20:.1f} MiB: {each:.0f} bytes each; "
          f"another client's slowest answer {slowest * 1000:.1f} ms; "
          f"{left} descriptors more than before, once closed")
    if each > options.bytes_each:
        faults.append(f"{each:.0f} bytes a connection, more than {options.bytes_each}")
    if left > 0:
        faults.append(f"{left} descriptors are left")
finally:
    status = service.stop()
if status != 0:
    faults.append(f"exit status {status}")
conclude(faults)
