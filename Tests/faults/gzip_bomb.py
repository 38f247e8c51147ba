"""Promise: a body that inflates without end is refused early, and cheaply.

10 GB of zeros, about 10 MB once compressed, are sent with `Content-Encoding: gzip`, once with a
Content-Length and once chunked. The answer is 413, and comes within 5 s; resident memory grows by
at most the body limit (64 MiB), the compressed size and 32 MiB; and /livez answers within 1 s all
the while.
"""

import socket
import threading
import time
import zlib

from service import SMALL, Connection, Ended, Service, arguments, ask_once, conclude, request

options = arguments(__doc__, size=10 * 1000**3, body_limit=64 << 20, slack=32 << 20,
                    within=5.0, livez_within=1.0)
faults = []


def bomb(size):
    """So many zeros, compressed, without ever being held whole."""
    compressor = zlib.compressobj(9, zlib.DEFLATED, 31)
    piece = bytes(1 << 22)
    parts = []
    while size > 0:
        parts.append(compressor.compress(piece[:size]))
        size -= len(piece)
    return b"".join(parts) + compressor.flush()


def send(connection, data):
    """Sends what the server takes; it may have answered and hung up before the end."""
    try:
        connection.send(data)
    except OSError:
        pass


def attempt(name, data, compressed):
    service = Service(options.program, "--max-body", options.body_limit)
    most = {"rss": 0, "livez": 0.0, "asked": 0}
    over = threading.Event()

    def watch():
        while not over.is_set():
            most["rss"] = max(most["rss"], service.rss())
            time.sleep(0.002)

    def livez():
        alive = request(path="/livez")
        while not over.is_set():
            began = time.monotonic()
            try:
                if ask_once(service.port, alive, timeout=10)[0] != 200:
                    faults.append(f"{name}: /livez: not 200")
            except (Ended, OSError) as error:
                faults.append(f"{name}: /livez: {error!r}")
            most["livez"] = max(most["livez"], time.monotonic() - began)
            most["asked"] += 1
            time.sleep(0.005)
    threads = [threading.Thread(target=watch), threading.Thread(target=livez)]
    status = None
    try:
        good = request(SMALL)
        expected = ask_once(service.port, good)[2]
        before = service.rss()
        for thread in threads:
            thread.start()
        began = time.monotonic()
        connection = Connection(service.port, timeout=60)
        sender = threading.Thread(target=send, args=(connection, data))
        sender.start()
        try:
            status = connection.answer()[0]
        except (Ended, socket.timeout) as error:
            faults.append(f"{name}: no answer: {error}")
        seconds = time.monotonic() - began
        time.sleep(0.2)
        connection.close()
        sender.join(30)
        if ask_once(service.port, good)[::2] != (200, expected):
            faults.append(f"{name}: a good request afterwards: a wrong answer")
    finally:
        over.set()
        for thread in threads:
            if thread.ident:
                thread.join(20)
        ended = service.stop()
    growth = most["rss"] - before
    print(f"{name}: {compressed / 1e6:.1f} MB for {options.size / 1e9:.1f} GB: {status} after "
          f"{seconds:.2f} s; memory grew by {growth / 2**20:.1f} MiB at most; /livez answered "
          f"{most['asked']} times, within {most['livez'] * 1000:.1f} ms", flush=True)
    if status != 413:
        faults.append(f"{name}: {status}, not 413")
    if seconds > options.within:
        faults.append(f"{name}: answered after {seconds:.2f} s")
    if growth > options.body_limit + compressed + options.slack:
        faults.append(f"{name}: memory grew by {growth / 2**20:.1f} MiB")
    if most["livez"] > options.livez_within:
        faults.append(f"{name}: /livez took {most['livez']:.2f} s")
    if ended != 0:
        faults.append(f"{name}: exit status {ended}")


body = bomb(options.size)
encoded = ["Content-Encoding: gzip"]
attempt("with Content-Length", request(body, headers=encoded), len(body))
pieces = [body[at:at + 16384] for at in range(0, len(body), 16384)]
attempt("chunked", request(pieces, headers=encoded), len(body))
conclude(faults)
