#!/usr/bin/env python3
"""Holds a running server and its contract together: what the one does is what the other says.

usage: check.py BASE_URL openapi.yaml

The server is to run with its default limits. A request example and a response example of the same name belong together:
that request gets exactly that answer. Where a request example is a string, the string is the body. All statuses are
provoked but 401, 408 and 503.
"""

import collections
import copy
import http.client
import json
import socket
import sys
import urllib.parse

import jsonschema
import yaml

import tensors

# The one function whose parameters must be given.
THRESHOLD = {"name": "threshold", "threshold": 0.5, "value": 0}
Answer = collections.namedtuple("Answer", "status media_type allowed body")
counts = collections.Counter()
failures = []


def expect(condition, where, message):
    if not condition:
        failures.append(f"{where}: {message}")
    return condition


class Server:
    """The running server, over one connection that is kept open."""

    def __init__(self, url):
        address = urllib.parse.urlsplit(url)
        self.address = address.hostname, address.port or 80
        self.connection = http.client.HTTPConnection(*self.address, timeout=10)

    def ask(self, method, path, body=None, media_type="application/json", codings="identity", accept=None):
        fields = {} if body is None else {"Content-Type": media_type}
        fields |= {} if accept is None else {"Accept": accept}
        self.connection.request(method, path, body, {**fields, "Accept-Encoding": codings})
        return self.answer(self.connection.getresponse())

    def send(self, text):
        """Sends what is not quite a request, over a connection of its own."""
        with socket.create_connection(self.address, timeout=10) as connection:
            connection.sendall(text.encode())
            response = http.client.HTTPResponse(connection)
            response.begin()
            return self.answer(response)

    @staticmethod
    def answer(response):
        allowed = {name.strip() for name in response.getheader("Allow", "").split(",")}
        media_type = response.getheader("Content-Type", "").split(";")[0]
        return Answer(str(response.status), media_type, allowed, response.read())


class Contract:
    def __init__(self, text):
        self.document = yaml.safe_load(text)
        self.paths = self.document["paths"]
        self.schemas = self.document["components"]["schemas"]

    def resolve(self, node):
        while "$ref" in node:
            name, node = node["$ref"], self.document
            for step in name[2:].split("/"):
                node = node[step]
        return node

    def faults(self, schema, value):
        """What a schema has against a value; empty if nothing."""
        whole = {"allOf": [schema], "components": self.document["components"]}
        errors = jsonschema.Draft202012Validator(whole).iter_errors(value)
        return "; ".join(f"/{'/'.join(map(str, error.path))} {error.message[:200]}" for error in errors)


def check_paths(contract, server, text):
    """The same paths and methods here and there."""
    expect(server.ask("GET", "/openapi.yaml").body == text, "/openapi.yaml", "what is served is not the file")
    problem = check_problem(contract, "/no/such/path", server.ask("GET", "/no/such/path"), "404")
    known = problem.get("detail", "").partition("there is something at ")[2].split(", ")
    expect(sorted(known) == sorted(contract.paths), "paths", f"the server has {known}")
    for path, item in contract.paths.items():
        methods = {method.upper() for method in item} | {"OPTIONS"} | ({"HEAD"} if "get" in item else set())
        for method in ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE", "OPTIONS"]:
            answer, where = server.ask(method, example_of(path, item)), f"{method} {path}"
            if method in methods:
                expect(answer.status not in ("404", "405"), where, f"{answer.status} for what is in the contract")
            elif method == "HEAD":  # has no body to look at
                expect(answer.status == "405", where, f"expected 405, got {answer.status}")
            else:
                check_problem(contract, where, answer, "405")
            if method == "OPTIONS" or method not in methods:
                expect(answer.allowed == methods, where, f"Allow: {answer.allowed}; in the contract: {methods}")


def example_of(path, item):
    """A path with examples in the place of its parameters."""
    for operation in item.values():
        for parameter in operation.get("parameters", []):
            path = path.replace(f"{{{parameter['name']}}}", parameter["example"])
    return path


def check_problem(contract, where, answer, status):
    """The problem that an answer is, or an empty one if it is none."""
    is_problem = answer.status == status and answer.media_type == "application/problem+json"
    if not expect(is_problem, where, f"expected a problem with {status}, got {answer}"):
        return {}
    problem = json.loads(answer.body)
    faults = contract.faults({"$ref": "#/components/schemas/Problem"}, problem)
    expect(not faults and str(problem["status"]) == status, where, f"{problem} {faults}")
    return problem


class Operation:
    def __init__(self, contract, server, method, path, operation):
        counts["operations"] += 1
        self.contract, self.server, self.method = contract, server, method
        self.path = example_of(path, {method: operation})
        self.where = f"{method} {self.path}"
        self.counts = operation["tags"] == ["Understanding"]  # layers, neurons, examples
        body = operation.get("requestBody", {"content": {"application/json": {}}})["content"]["application/json"]
        self.schema = body.get("schema")
        self.requests = {name: example["value"] for name, example in body.get("examples", {}).items()}
        self.responses = {status: contract.resolve(response) for status, response in operation["responses"].items()}
        self.answers = {
            name: (status, example["value"]) for status, response in self.responses.items()
            for media in response["content"].values() for name, example in media.get("examples", {}).items()}
        self.seen = set()

    def check(self):
        if self.schema:
            self.check_examples()
            good = [self.requests.get(name) for name, (status, _) in self.answers.items() if status == "200"]
            if not expect(None not in good, self.where, "an answer has no request of its name"):
                return
            self.check_mutants(good)
            self.check_names(good[0])
            for document in good:
                self.check_tensors(document)
            body = json.dumps(good[0]).encode()
            self.judge("406", self.server.ask(self.method, self.path, body, codings="*;q=0"), "no coding")
            self.judge("406", self.server.ask(self.method, self.path, body, accept="text/html"), "text/html")
            self.judge("415", self.server.ask(self.method, self.path, b"{}", "text/plain"), "text/plain")
            self.judge("400", self.server.ask(self.method, self.path, body, tensors.MEDIA_TYPE), "no file of tensors")
        else:
            self.judge("200", self.server.ask(self.method, self.path))
            self.judge("406", self.server.ask(self.method, self.path, codings="*;q=0"), "no coding")
        self.check_refusals()
        unseen = set(self.responses) - self.seen - {"401", "408", "503"}
        expect(not unseen, self.where, f"never seen: {sorted(unseen)}")

    def check_refusals(self):
        """What is at fault before there is a document."""
        for status, text in {
            "400": f"{self.where} HTTP/1.1\r\n\r\n",
            "413": f"{self.where} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                   "Content-Length: 1000000000000\r\n\r\n",
            "414": f"{self.where}?{9000 * 'x'} HTTP/1.1\r\nHost: a\r\n\r\n",
            "417": f"{self.where} HTTP/1.1\r\nHost: a\r\nExpect: miracles\r\n\r\n",
            "431": f"{self.where} HTTP/1.1\r\nHost: a\r\nCookie: {40000 * 'x'}\r\n\r\n",
            "501": f"{self.where} HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
            "505": f"{self.where} HTTP/2.0\r\nHost: a\r\n\r\n",
        }.items():
            counts["refusals"] += 1
            self.judge(status, self.server.send(text), f"refusal {status}")

    def judge(self, expected, answer, what=""):
        """Holds any answer against the contract and returns its value."""
        status, media_type, _, body = answer
        where = f"{self.where} {what}".strip()
        self.seen.add(status)
        expect(status == (expected or status), where, f"expected {expected}, got {status} {body[:300]!r}")
        content = self.responses.get(status, {}).get("content", {})
        if not expect(media_type in content, where, f"{status} {media_type} is not in the contract"):
            return {}
        if media_type == "application/problem+json":
            return check_problem(self.contract, where, answer, status)
        if media_type == tensors.MEDIA_TYPE:  # with its arrays in place it is the answer in JSON
            value, media_type = tensors.read(body), "application/json"
        elif media_type == "application/json":
            value = json.loads(body, parse_float=self.number, parse_int=int if self.counts else self.number)
        else:
            value = body.decode()
        faults = self.contract.faults(content[media_type]["schema"], value)
        expect(not faults, where, f"{status} {faults}")
        return value

    def number(self, text):
        """A number of an answer: the shortest decimal, with a point or an exponent."""
        digits, shortest = ([part.partition("e")[0].replace(".", "").strip("-0")] for part in (text, repr(float(text))))
        expect(digits == shortest and set(text) & set(".e"), self.where, f"{text} is not the shortest form")
        return float(text)

    def post(self, document, expected=None, what=""):
        return self.judge(expected, self.server.ask(self.method, self.path, json.dumps(document).encode()), what)

    def check_examples(self):
        for name, request in self.requests.items():
            counts["examples"] += 1
            status, expected = self.answers.get(name, ("an answer of that name", None))
            body = request if isinstance(request, str) else json.dumps(request)
            answer = self.judge(status, self.server.ask(self.method, self.path, body.encode()), f"example {name}")
            answer, expected = json.dumps(answer), json.dumps(expected)
            expect(answer == expected, self.where, f"{name}\n  contract {expected}\n  server   {answer}")
            faults = status == "200" and self.contract.faults(self.schema, request)
            expect(not faults, self.where, f"request {name}: {faults}")

    def check_tensors(self, document):
        """With tensors in the place of its arrays a document has the same answer, numbers to the last bit."""
        document = {"precision": "float64", **document, "non_finite": "string"}
        precision = document["precision"]
        expected = tensors.rounded(self.post(document, "200"), precision)
        for form, body, names in tensors.forms(document):
            for media_type in ("application/json", tensors.MEDIA_TYPE):
                counts["tensor files"] += 1
                what = f"{form}, Accept: {media_type}"
                answer = self.server.ask(self.method, self.path, body, tensors.MEDIA_TYPE, accept=media_type)
                value = tensors.rounded(self.judge("200", answer, what), precision)
                expect(answer.media_type == media_type, self.where, f"{what}: the answer is {answer.media_type}")
                expect(value == expected, self.where, f"{what}\n  JSON    {expected}\n  tensors {value}")
                if media_type == tensors.MEDIA_TYPE and "gradient" in expected:
                    found = {name for name in tensors.names(answer.body) if name.startswith("gradient.")}
                    expect(found == {f"gradient.{name}" for name in names}, self.where, f"{what}: {found} for {names}")

    def check_mutants(self, documents):
        """Every value replaced, every member removed, one added: schema and server agree on each such document."""
        mutants = {json.dumps(mutant): (place, mutant) for document in documents for place, mutant in mutate(document)}
        for text, (place, mutant) in mutants.items():
            counts["mutants"] += 1
            answer = self.post(mutant, what=text)
            kind = answer.get("type", "200").rpartition(":")[2]
            if not self.contract.faults(self.schema, mutant):
                expect(kind in ("200", "not-finite"), self.where, f"is valid and gets {answer}: {text}")
                continue
            pointers = [error["pointer"] for error in answer.get("errors", [])]
            above, _, step = place.rpartition("/")  # a row too short is told of where it first does not fit
            near = above if step.isdigit() else place
            found = any(pointer.startswith(near) for pointer in pointers)
            expect(kind == "invalid-document" and found, self.where, f"changed at {place!r}, got {answer}: {text}")

    def check_names(self, document):
        """The server takes every name in the contract, and lists the same ones where it knows none."""
        enums = {name: schema["enum"] for name, schema in self.contract.schemas.items() if "enum" in schema}
        returns = self.contract.resolve(self.schema)["properties"].get("return")
        outputs = returns["items"]["enum"] if returns else []
        every_output = self.contract.schemas["GradientRequest"]["properties"]["return"]["items"]["enum"]
        document = {**document, "non_finite": "null"}
        for place, names, known in [
            (("network", "layers", 0, "activation"), enums["ActivationName"], enums["ActivationName"]),
            (("network", "cost"), enums["CostName"], enums["CostName"]),
            (("precision",), enums["Precision"], enums["Precision"]),
            (("reduction",), enums["Reduction"], enums["Reduction"]),
            (("non_finite",), enums["NonFinite"], enums["NonFinite"]),
            (("return",), outputs, outputs),
        ][:None if returns else -1]:
            forms = [lambda name: name] if place[0] != "return" else [lambda name: [name]]
            forms += [lambda name: {"name": name}] if place[0] == "network" else []
            for form in forms:
                for name in names:
                    if name == "gaussian":  # which wants twice as many outputs as there are targets
                        continue
                    counts["names"] += 1
                    value = THRESHOLD if name == "threshold" else form(name)
                    whole = with_slopes(document) if name == "prelu" else document
                    answer = self.post(replaced(whole, place, value), "200", name)
                    given = {key for part in [answer, *answer.get("layers", [])] for key in part} - {"layers"}
                    expect(place[0] != "return" or given == {name}, self.where, f"{name} returns {given}")
                self.check_list(replaced(document, place, form("no_such_name")), "; known: ", known)
        for name in set(every_output) - set(outputs) if returns else []:
            self.check_list({**document, "return": [name]}, "; known: ", outputs)

    def check_list(self, document, heading, names):
        detail = self.post(document, "422").get("errors", [{}])[0].get("detail", "")
        listed = detail.partition(heading)[2].split(", ")
        expect(listed == names, self.where, f"the contract has {names}, the server says: {detail}")


def replaced(document, place, value):
    """A copy of a document with another value at a place."""
    if not place:
        return value
    document = copy.copy(document)
    document[place[0]] = replaced(document[place[0]] if len(place) > 1 else None, place[1:], value)
    return document


def with_slopes(document):
    """A document whose first layer has one slope, as has all that is of its shape."""
    document = replaced(document, ("network", "layers", 0, "slopes"), [0.25])
    if "gradient" in document:
        document = replaced(document, ("gradient", "layers", 0, "slopes"), [0.5])
    if "vectors" in document:
        document = replaced(document, ("vectors",), [[*vector, 1.0] for vector in document["vectors"]])
    return document


def mutate(document, place=()):
    """Yields documents with one change each, and where the change is, as a JSON Pointer."""
    part = document
    for step in place:
        part = part[step]
    others = [None, True, 3.5, "wrong", [], {}]
    if isinstance(part, dict):
        others += [{**part, "unknown": 1}]
        others += [{name: value for name, value in part.items() if name != gone} for gone in part]
    for other in others:
        yield "".join(f"/{step}" for step in place), replaced(document, place, other)
    for step in part if isinstance(part, dict) else range(len(part)) if isinstance(part, list) else []:
        yield from mutate(document, (*place, step))


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    with open(sys.argv[2], "rb") as file:
        text = file.read()
    contract, server = Contract(text), Server(sys.argv[1])
    try:
        check_paths(contract, server, text)
        for path, item in contract.paths.items():
            for method, operation in item.items():
                Operation(contract, server, method.upper(), path, operation).check()
    except (OSError, http.client.HTTPException) as error:
        expect(False, sys.argv[1], f"no answer: {error!r}")
    print(*failures[:50], sep="\n", end="\n" if failures else "")
    summary = ", ".join(f"{count} {noun}" for noun, count in counts.items())
    print(f"contract: {summary}; {len(failures) or 'no'} disagreements")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
