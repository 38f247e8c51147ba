#!/usr/bin/env python3
"""Ten gigabytes of zeros in gzip are refused with 413 and cost no more memory than the limit on bodies."""
import threading
import time
import zlib

from service import Service, answer, arguments, judge

options = arguments(gigabytes=10.0)
coder = zlib.compressobj(9, zlib.DEFLATED, 31)
megabyte = bytes(1 << 20)
bomb = b"".join(coder.compress(megabyte) for _ in range(int(options.gigabytes * 1024))) + coder.flush()
service = Service(options.program)
service.ask()
peak, slowest, is_over = service.resident(), 0.0, False
before = peak


def watch():
    global peak, slowest
    while not is_over:
        start = time.monotonic()
        assert service.ask(b"GET /livez HTTP/1.1\r\nHost: h\r\n\r\n")[0] == 200
        slowest = max(slowest, time.monotonic() - start)
        peak = max(peak, service.resident())
        time.sleep(0.005)


watcher = threading.Thread(target=watch)
watcher.start()
head = (b"POST /v1/gradient HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\n")
seconds = []
for framed in [
    head + b"Content-Length: %d\r\n\r\n" % len(bomb) + bomb,
    head + b"Transfer-Encoding: chunked\r\n\r\n%x\r\n" % len(bomb) + bomb + b"\r\n0\r\n\r\n",
]:
    start = time.monotonic()
    judge("413", service.ask(framed)[0] == 413)
    seconds.append(time.monotonic() - start)
is_over = True
watcher.join()
grown = (peak - before) >> 20
print(f"{len(bomb) >> 20} MiB sent, {grown} MiB more at the peak, {max(seconds):.2f} s, /livez in {slowest * 1000:.0f} ms")
judge("no more memory than the limit and the bytes sent", grown <= 64 + 2 * (len(bomb) >> 20) + 16)
judge("at once", max(seconds) < 5 and slowest < 1)
judge("ends with 0", service.stop() == 0)
