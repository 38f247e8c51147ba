#!/usr/bin/env python3
"""Compares the service's gradients with PyTorch's.

Builds an nn.Sequential, sends its state dict as it stands with inputs and targets beside it,
and holds every gradient that comes back to the one that autograd finds. It needs two packages:
pip install torch safetensors.
"""

import argparse
import json
import sys
import time
import urllib.error
import urllib.request

try:
    import torch
    from safetensors import torch as files
except ImportError as error:
    sys.exit(f"compare.py needs PyTorch and safetensors: pip install torch safetensors ({error})")

MEDIA_TYPE = "application/vnd.safetensors"
# The largest difference allowed, relative to the largest entry of a gradient.
TOLERANCES = {torch.float32: 1e-5, torch.float64: 1e-12}
COSTS = {
    # Sums over the neurons and means over the examples, as the service's costs are.
    "half_squared_error": lambda a, y: ((a - y) ** 2).sum(1).mean() / 2,
    "cross_entropy_from_logits": lambda a, y: torch.nn.functional.cross_entropy(a, y),
}


def ask(url, tensors, document):
    """Posts tensors and a document in one file; returns the tensors and the document of the answer."""
    tensors = {name: tensor.detach().contiguous() for name, tensor in tensors.items()}
    body = files.save(tensors, metadata={"request": json.dumps(document)})
    headers = {"Content-Type": MEDIA_TYPE, "Accept": MEDIA_TYPE}
    request = urllib.request.Request(f"{url}/v1/gradient", body, headers)
    try:
        with urllib.request.urlopen(request, timeout=120) as response:
            body = response.read()
    except urllib.error.HTTPError as error:
        sys.exit(f"{url} answered {error.code}: {error.read().decode()}")
    except OSError as error:
        sys.exit(f"no answer from {url}: {error} (scripts/run starts it)")
    length = int.from_bytes(body[:8], "little")
    header = json.loads(body[8:8 + length])
    return files.load(body), json.loads(header["__metadata__"]["response"])


def compare(url, model, activations, cost, inputs, targets, repetitions):
    """Prints the largest difference of each gradient; returns whether all are small enough."""
    document = {
        "network": {"layers": [{"activation": name} for name in activations], "cost": cost},
        "return": ["cost", "gradient"],
    }
    seconds, autograd = [], []
    for _ in range(repetitions):
        start = time.perf_counter()
        found, answer = ask(url, {**model.state_dict(), "inputs": inputs, "targets": targets}, document)
        seconds.append(time.perf_counter() - start)
        model.zero_grad()
        start = time.perf_counter()
        value = COSTS[cost](model(inputs), targets)
        value.backward()
        autograd.append(time.perf_counter() - start)

    tolerance = TOLERANCES[inputs.dtype]
    worst = abs(answer["cost"] - value.item()) / abs(value.item())
    for name, parameter in model.named_parameters():
        gradient = found[f"gradient.{name}"]
        assert gradient.dtype == parameter.dtype and gradient.shape == parameter.shape, name
        worst = max(worst, ((gradient - parameter.grad).abs().max() / parameter.grad.abs().max()).item())
    widths = "-".join(str(layer.in_features) for layer in model if isinstance(layer, torch.nn.Linear))
    verdict = "ok" if worst <= tolerance else f"more than {tolerance}"
    print(f"{str(inputs.dtype)[6:]} {widths}-{targets.shape[1]}, {len(inputs)} examples, {cost}: differs by {worst:.1e}, "
          f"{verdict}; service {min(seconds) * 1000:.1f} ms, autograd {min(autograd) * 1000:.1f} ms")
    return worst <= tolerance


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--url", default="http://127.0.0.1:8080", help="where the service listens")
    parser.add_argument("--large", action="store_true", help="784-1024-1024-10 with 1,024 examples too")
    parser.add_argument("--repeat", type=int, default=1, help="times each is asked; the quickest is told")
    options = parser.parse_args()

    nn = torch.nn
    torch.manual_seed(1)
    good = True
    for dtype in TOLERANCES:
        model = nn.Sequential(nn.Linear(20, 32), nn.Tanh(), nn.Linear(32, 16), nn.Sigmoid(), nn.Linear(16, 3)).to(dtype)
        inputs, targets = torch.randn(50, 20, dtype=dtype), torch.randn(50, 3, dtype=dtype)
        good &= compare(options.url, model, ["tanh", "sigmoid", "identity"], "half_squared_error", inputs, targets,
                        options.repeat)
        widths, n = ((784, 1024, 1024, 10), 1024) if options.large else ((64, 48, 32, 10), 100)
        a, b, c, d = widths
        model = nn.Sequential(nn.Linear(a, b), nn.ReLU(), nn.Linear(b, c), nn.ReLU(), nn.Linear(c, d)).to(dtype)
        inputs = torch.rand(n, a, dtype=dtype)
        targets = nn.functional.one_hot(torch.randint(d, (n,)), d).to(dtype)
        good &= compare(options.url, model, ["relu", "relu", "identity"], "cross_entropy_from_logits", inputs, targets,
                        options.repeat)
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
