"""What the fault scripts share: a service to start, watch and stop, and a small HTTP/1.1 client.

Nothing is promised here; each script says in its own first lines what it checks.
"""

import argparse
import ctypes
import json
import os
import random
import re
import resource
import signal
import socket
import subprocess
import sys
import threading

SMALL = json.dumps({
    "network": {"layers": [{"weights": [[0.5]], "biases": [0.1], "activation": "sigmoid"}],
                "cost": "squared_error"},
    "examples": [{"input": [1.0], "target": [1.0]}]}, separators=(",", ":")).encode()


def larger(sizes=(16, 64, 10), examples=32, seed=1):
    """The document of a network made by chance: layers of `sizes`, and so many examples."""
    chance = random.Random(seed)

    def row(count):
        return [round(chance.uniform(-1, 1), 6) for _ in range(count)]
    layers = [{"weights": [row(before) for _ in range(after)], "biases": row(after),
               "activation": "sigmoid"} for before, after in zip(sizes, sizes[1:])]
    return json.dumps({
        "network": {"layers": layers, "cost": "squared_error"},
        "examples": [{"input": row(sizes[0]), "target": row(sizes[-1])}
                     for _ in range(examples)]}, separators=(",", ":")).encode()


def raise_descriptors():
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def arguments(docstring, **counts):
    """The command line: --program, and an option for each count, with its default."""
    parser = argparse.ArgumentParser(description=docstring.splitlines()[0])
    parser.add_argument("--program", default=".build/release/chainrule")
    for name, value in counts.items():
        parser.add_argument("--" + name.replace("_", "-"), type=type(value), default=value)
    raise_descriptors()
    return parser.parse_args()


def conclude(faults):
    """Prints what went wrong, at most ten lines of it, and ends: 1 where anything did."""
    for fault in faults[:10]:
        print("FAULT:", fault)
    if len(faults) > 10:
        print("and", len(faults) - 10, "more")
    sys.stdout.flush()
    sys.exit(1 if faults else 0)


class Service:
    """A server of its own on a free port; of what it logs only the end is kept, in `last`."""

    def __init__(self, program, *options, descriptors=None):
        def limit():
            hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
            both = (descriptors, descriptors) if descriptors else (hard, hard)
            resource.setrlimit(resource.RLIMIT_NOFILE, both)
            # PR_SET_PDEATHSIG: it does not outlive a script that is killed.
            library.prctl(1, signal.SIGKILL)
        library = ctypes.CDLL(None)
        self.process = subprocess.Popen(
            [program, "serve", "--port", "0", "--log-level", "info", *map(str, options)],
            stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, preexec_fn=limit)
        self.pid = self.process.pid
        self.port = None
        self.first = self.last = b""
        self.found = threading.Event()
        threading.Thread(target=self._drain, daemon=True).start()
        if not self.found.wait(20) or self.port is None:
            self.process.kill()
            raise SystemExit("the server did not start: " + self.first.decode(errors="replace"))

    def _drain(self):
        descriptor = self.process.stderr.fileno()
        while block := os.read(descriptor, 1 << 20):
            self.last = (self.last + block)[-4000:]
            if self.port is None:
                self.first += block
                if match := re.search(rb"address=http://127\.0\.0\.1:(\d+)\s", self.first):
                    self.port = int(match[1])
                    self.found.set()
        self.found.set()

    def alive(self):
        return self.process.poll() is None

    def rss(self):
        with open(f"/proc/{self.pid}/status") as status:
            return int(re.search(r"VmRSS:\s+(\d+)", status.read())[1]) * 1024

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.pid}/fd"))

    def cpu_seconds(self):
        with open(f"/proc/{self.pid}/stat") as stat:
            fields = stat.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def terminate(self):
        os.kill(self.pid, signal.SIGTERM)

    def stop(self):
        """Ends it; its exit status, or None where 30 s were not enough."""
        if self.alive():
            self.terminate()
        elif self.process.returncode != 0:
            print("the server had ended by itself:", self.process.returncode,
                  self.last.decode(errors="replace"))
        try:
            return self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            return None


def request(body=None, path="/v1/gradient", method=None, headers=()):
    """The bytes of a request; `headers` are whole lines. A list of bodies is sent chunked."""
    lines = [f"{method or ('GET' if body is None else 'POST')} {path} HTTP/1.1", "Host: localhost"]
    lines += headers
    if body is not None and not any(line.startswith("Content-Type") for line in headers):
        lines.append("Content-Type: application/json")
    if isinstance(body, list):
        lines.append("Transfer-Encoding: chunked")
        body = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in body if part) + b"0\r\n\r\n"
    elif body is not None:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines + ["", ""]).encode() + (body or b"")


class Ended(Exception):
    """The connection ended; `partly` says whether some of an answer had come."""

    def __init__(self, partly):
        super().__init__("ended " + ("within an answer" if partly else "before an answer"))
        self.partly = partly


class Connection:
    def __init__(self, port, timeout=30):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.rest = b""

    def send(self, data):
        self.socket.sendall(data)

    def _more(self, partly):
        try:
            data = self.socket.recv(1 << 18)
        except (ConnectionResetError, BrokenPipeError):
            data = b""
        if not data:
            raise Ended(partly or bool(self.rest))
        self.rest += data

    def _take(self, count):
        if len(self.rest) < count:
            parts, have = [self.rest], len(self.rest)
            while have < count:
                self.rest = b""
                self._more(True)
                parts.append(self.rest)
                have += len(self.rest)
            self.rest = b"".join(parts)
        taken, self.rest = self.rest[:count], self.rest[count:]
        return taken

    def _line(self):
        while (end := self.rest.find(b"\r\n")) < 0:
            self._more(True)
        return self._take(end + 2)[:-2]

    def answer(self):
        """The next answer: its status, its fields by lower-case name, and its body."""
        while (end := self.rest.find(b"\r\n\r\n")) < 0:
            self._more(False)
        lines = self._take(end + 4).decode("latin-1").split("\r\n")
        status = int(lines[0].split(" ")[1])
        fields = {}
        for line in lines[1:-2]:
            name, _, value = line.partition(":")
            fields[name.lower()] = value.strip()
        if status < 200:
            return self.answer()
        if "chunked" in fields.get("transfer-encoding", ""):
            parts = []
            while size := int(self._line(), 16):
                parts.append(self._take(size + 2)[:-2])
            while self._line():
                pass
            return status, fields, b"".join(parts)
        return status, fields, self._take(int(fields.get("content-length", 0)))

    def ask(self, data):
        self.send(data)
        return self.answer()

    def close(self):
        self.socket.close()


def ask_once(port, data, timeout=30):
    connection = Connection(port, timeout)
    try:
        return connection.ask(data)
    finally:
        connection.close()
