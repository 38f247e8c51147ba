"""Promise: memory does not grow with the number of requests.

Mixed requests over keep-alive connections, pipelined by 16: good ones, malformed JSON, 404, 405,
415, 422, chunked, GETs and compressed ones. Resident memory after 200,000 of them is at most 5 %
above that after 20,000, and each was answered with the status it should have.
"""

import gzip
import json
import threading
import time

from service import SMALL, Connection, Ended, Service, arguments, conclude, larger, request

options = arguments(__doc__, requests=200000, warm_up=20000, pipelined=16, clients=8, share=0.05)
faults = []
medium = larger((8, 16, 4), 8)
unfit = json.loads(SMALL)
unfit["examples"][0]["input"] = [1.0, 2.0]
encoded = ["Content-Encoding: gzip"]
MIXED = [
    (200, request(SMALL)),
    (200, request(medium)),
    (400, request(SMALL[:-5])),
    (200, request(SMALL, path="/v1/cost")),
    (404, request(path="/nothing/here")),
    (405, request(path="/v1/gradient")),
    (415, request(SMALL, headers=["Content-Type: text/plain"])),
    (422, request(json.dumps(unfit).encode())),
    (200, request([medium[:100], medium[100:]])),
    (200, request(path="/livez")),
    (200, request(path="/readyz")),
    (200, request(gzip.compress(medium), headers=encoded)),
    (400, request(gzip.compress(b"[[1, 2"), headers=encoded)),
    (200, request(SMALL, path="/v1/activations")),
    (404, request(SMALL, path="/v2/gradient")),
    (400, request([b"{", b"]"])),
]


def client(port, number, count):
    """So many requests, in the order of MIXED, from a place of its own."""
    connection, at = None, number
    while count > 0:
        batch = [MIXED[(at + step) % len(MIXED)] for step in range(min(options.pipelined, count))]
        try:
            if connection is None:
                connection = Connection(port, timeout=60)
            connection.send(b"".join(data for _, data in batch))
            for expected, data in batch:
                at, count = at + 1, count - 1
                status, fields, body = connection.answer()
                if status != expected:
                    faults.append(f"{data[:60]!r}: {status}, not {expected}: {body[:150]!r}")
                if fields.get("connection", "").lower() == "close":
                    # What was pipelined behind it does not count; it is sent anew.
                    connection.close()
                    connection = None
                    break
        except (Ended, OSError) as error:
            faults.append(f"{data[:60]!r}: {error!r}")
            return
    if connection:
        connection.close()


def all_clients(port, count):
    threads = [threading.Thread(target=client, args=(port, number, count // options.clients))
               for number in range(options.clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    time.sleep(1)


service = Service(options.program)
try:
    began = time.monotonic()
    all_clients(service.port, options.warm_up)
    early, descriptors = service.rss(), service.descriptors()
    middle = []
    for _ in range(4):
        all_clients(service.port, (options.requests - options.warm_up) // 4)
        middle.append(service.rss())
    late = middle[-1]
    seconds = time.monotonic() - began
    print(f"{options.requests} requests in {seconds:.0f} s: memory after {options.warm_up} "
          f"{early / 2**20:.2f} MiB, then {', '.join(f'{one / 2**20:.2f}' for one in middle)} MiB: "
          f"{late / early - 1:+.1%}; descriptors {descriptors}, then {service.descriptors()}")
    if late > early * (1 + options.share):
        faults.append(f"memory has grown by {late / early - 1:.1%}")
    if service.descriptors() > descriptors:
        faults.append("descriptors are left")
finally:
    status = service.stop()
if status != 0:
    faults.append(f"exit status {status}")
conclude(faults)
