#!/usr/bin/env python3
"""Makes network.safetensors: a state dict and examples, in float32, with the document of a request."""

import json
import pathlib

import torch
from safetensors.torch import save_file

torch.manual_seed(1)
nn = torch.nn
model = nn.Sequential(nn.Linear(2, 3), nn.Tanh(), nn.Linear(3, 2))
examples = {
    "inputs": torch.tensor([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]),
    "targets": torch.tensor([[1.0, 0.0], [0.0, 1.0], [0.0, 1.0], [1.0, 0.0]]),
}
document = {
    "network": {
        "layers": [{"activation": "tanh"}, {"activation": "identity"}],
        "cost": "cross_entropy_from_logits",
    },
}
path = pathlib.Path(__file__).with_name("network.safetensors")
save_file({**model.state_dict(), **examples}, path, metadata={"request": json.dumps(document)})
