#!/usr/bin/env python3
"""With 64 descriptors the server outlives 500 connections at once, does not spin, and recovers."""
import time

from service import REQUEST, Service, arguments, judge

options = arguments(connections=500)
service = Service(options.program, descriptors=64)
judge("answers before", service.ask()[0] == 200)
connections = [service.connect() for _ in range(options.connections)]
for connection in connections:
    try:
        connection.sendall(REQUEST)
    except OSError:
        pass  # turned away
time.sleep(1)
before = service.processor_seconds()
time.sleep(3)
busy = (service.processor_seconds() - before) / 3
for connection in connections:
    connection.close()
time.sleep(1)
print(f"{options.connections} connections, {busy:.1%} of a processor while they were held")
judge("does not spin", busy < 0.2)
judge("answers after", service.ask()[0] == 200)
judge("ends with 0", service.stop() == 0)
