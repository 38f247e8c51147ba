#!/usr/bin/env python3
"""Ten thousand idle connections cost at most 4 KiB of memory each, and keep nobody else waiting."""
import time

from service import REQUEST, Service, answer, arguments, judge

options = arguments(connections=10_000)
service = Service(options.program, "--idle-timeout", "600", "--log-level", "info")


def hold(count):
    connections = []
    for _ in range(count):
        connection = service.connect()
        connection.sendall(REQUEST)
        assert answer(connection)[0] == 200
        connections.append(connection)
    return connections


held = hold(500)  # what the server needs once
before = service.resident()
held += hold(options.connections - len(held))
time.sleep(1)
each = (service.resident() - before) / (options.connections - 500)
start = time.monotonic()
for _ in range(100):
    assert service.ask()[0] == 200
milliseconds = (time.monotonic() - start) * 10
print(f"{options.connections} connections, {each:.0f} bytes each; another is answered in {milliseconds:.2f} ms")
judge("4 KiB a connection", each <= 4096)
judge("all are still there", all(connection.send(REQUEST) and answer(connection)[0] == 200 for connection in held[::97]))
judge("ends with 0", service.stop() == 0)
