"""A running server, as the fault scripts see it."""
import argparse
import os
import re
import resource
import signal
import socket
import subprocess
import sys
import threading

BODY = (b'{"network":{"layers":[{"weights":[[0.5]],"biases":[0.1],"activation":"sigmoid"}],"cost":"squared_error"},'
        b'"examples":[{"input":[1.0],"target":[1.0]}]}')
REQUEST = (b"POST /v1/gradient HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
           + str(len(BODY)).encode() + b"\r\n\r\n" + BODY)


class Service:
    """`chainrule serve` on a free port, as long as it is held."""

    def __init__(self, program, *options, descriptors=None):
        hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        limits = (descriptors, descriptors) if descriptors else (hard, hard)
        self.process = subprocess.Popen(
            [program, "serve", "--port", "0", *options], stderr=subprocess.PIPE, text=True,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, limits))
        for line in self.process.stderr:
            found = re.search(r"address=https?://127\.0\.0\.1:(\d+)", line)
            if found:
                break
        else:
            sys.exit("the server did not start")
        self.address = "127.0.0.1", int(found.group(1))
        threading.Thread(target=self.process.stderr.read, daemon=True).start()

    def connect(self, timeout=30):
        return socket.create_connection(self.address, timeout=timeout)

    def ask(self, request=REQUEST):
        """One request on a connection of its own: status and body."""
        with self.connect() as connection:
            connection.sendall(request)
            return answer(connection)

    def resident(self):
        """Bytes of resident memory."""
        with open(f"/proc/{self.process.pid}/status") as status:
            return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmRSS"))

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def processor_seconds(self):
        with open(f"/proc/{self.process.pid}/stat") as stat:
            fields = stat.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def terminate(self):
        self.process.send_signal(signal.SIGTERM)

    def stop(self):
        """The exit status after SIGTERM."""
        self.terminate()
        return self.process.wait(timeout=40)


def answer(connection, rest=None):
    """The next answer: status, body and whether the connection goes on; None at its end."""
    rest = bytearray() if rest is None else rest
    while b"\r\n\r\n" not in rest:
        more = connection.recv(1 << 16)
        if not more:
            return None
        rest += more
    head, _, _ = bytes(rest).partition(b"\r\n\r\n")
    lines = head.lower().split(b"\r\n")
    length = next((int(line[15:]) for line in lines if line.startswith(b"content-length:")), 0)
    del rest[:len(head) + 4]
    while len(rest) < length:
        more = connection.recv(1 << 16)
        if not more:
            return None
        rest += more
    body = bytes(rest[:length])
    del rest[:length]
    return int(head.split()[1]), body, b"connection: close" not in lines


def arguments(**numbers):
    """--program, and a number for each of these names."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", default=".build/release/chainrule")
    for name, value in numbers.items():
        parser.add_argument(f"--{name}", type=type(value), default=value)
    return parser.parse_args()


def judge(promise, is_kept):
    print(f"{'ok' if is_kept else 'BROKEN'}: {promise}")
    if not is_kept:
        sys.exit(1)
