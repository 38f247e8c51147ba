#!/usr/bin/env python3
"""What the program is asked while it counts what it does: `training.py PROGRAM`, started by scripts/make-profile.

Mostly the bodies that are measured, small ones so much more often that their steps are counted like the numbers of large
ones; and a little of what else may be asked.
"""

import http.client
import json
import sys

import bodies
from client import TENSORS
from services import WORK, Service, ServiceError, run

# How often each body is posted, and each of its variations.
TIMES = {"tiny": (60_000, 200), "small": (10_000, 100), "nielsen": (40, 1), "wide": (2, 0)}
CLIENTS = 8
JSON = "application/json"


def variations(document):
    """Requests like a document: their paths, bodies and the answers' media types."""
    network = document["network"]
    *hidden, last = network["layers"]
    yield "gradient", document, TENSORS
    yield "gradient", document | {"precision": "float32"}, JSON
    for path in ("activations", "cost"):
        yield path, document, JSON
    for activation in ("tanh", "relu", "gelu"):
        layers = [layer | {"activation": activation} for layer in hidden] + [last]
        yield "gradient", document | {"network": network | {"layers": layers}}, JSON
    for cost in ("binary_cross_entropy", "half_squared_error"):
        yield "gradient", document | {"network": network | {"cost": cost}}, JSON
    yield "explanation", document | {"parameters": [{"layer": 1, "weight": [0, 0]}]}, JSON


def ask(clients, path, document, media_type, times):
    """Posts a document so often, by clients that all wait at the same time."""
    body, fields = json.dumps(document), {"Content-Type": JSON, "Accept": media_type}
    for _ in range(0, times, len(clients)):
        for client in clients:
            client.request("POST", f"/v1/{path}", body, fields)
        for client in clients:
            response = client.getresponse()
            text = response.read()
            if response.status != 200:
                raise ServiceError(f"/v1/{path} answered {response.status}: {text[:200].decode()}")


def main():
    files = bodies.write(WORK / "bodies")
    with Service("Chainrule", program=sys.argv[1]) as service:
        service.first_answer(files["tiny"].read_bytes())
        clients = [http.client.HTTPConnection("127.0.0.1", service.port) for _ in range(CLIENTS)]
        for name, (times, of_each) in TIMES.items():
            document = json.loads(files[name].read_text())
            ask(clients, "gradient", document, JSON, times)
            for path, variation, media_type in variations(document):
                ask(clients, path, variation, media_type, of_each)


if __name__ == "__main__":
    run(main)
