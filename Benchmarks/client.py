"""A client that costs little: one connection, requests that are ready beforehand, and memory that answers go into."""

import socket

from services import ServiceError

TENSORS = "application/vnd.safetensors"


class Client:
    """Sends a request whole, and then reads its answer whole, into the same memory each time."""

    def __init__(self, port, room):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=120)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.memory = memoryview(bytearray(room))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def answer(self, request):
        """The answer's body, which is there until the next request."""
        self.socket.sendall(request)
        have, end = 0, -1
        while end < 0:
            have += self.read(have, 65536)
            end = bytes(self.memory[:min(have, 65536)]).find(b"\r\n\r\n")
        status, fields = head(bytes(self.memory[:end]))
        begin, length = end + 4, int(fields["content-length"])
        if begin + length > len(self.memory):
            raise ServiceError(f"an answer of {length} bytes has no room")
        while have < begin + length:
            have += self.read(have, begin + length - have)
        body = self.memory[begin:have]
        if status != "200":
            raise ServiceError(f"the service answered {status}: {bytes(body[:200]).decode(errors='replace')}")
        return body

    def read(self, place, most):
        count = self.socket.recv_into(self.memory[place:], most, socket.MSG_WAITALL if place else 0)
        if count == 0:
            raise ServiceError("the service closed the connection")
        return count


def post(path, body):
    """The bytes of a request with tensors that wants tensors."""
    lines = [f"POST {path} HTTP/1.1", "Host: 127.0.0.1", f"Content-Type: {TENSORS}", f"Accept: {TENSORS}",
             f"Content-Length: {len(body)}", "", ""]
    return "\r\n".join(lines).encode() + body


def head(text):
    """The status of an answer, and its fields by their names in small letters."""
    first, *lines = text.decode("latin-1").split("\r\n")
    pairs = (line.partition(":") for line in lines)
    return first.split()[1], {name.lower(): value.strip() for name, _, value in pairs}
