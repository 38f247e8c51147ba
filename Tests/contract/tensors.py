"""Documents with tensors in the place of their arrays: files of the safetensors format, by the standard library alone."""

import copy
import json
import math
import struct

MEDIA_TYPE = "application/vnd.safetensors"
DTYPES = {"float32": ("F32", "f"), "float64": ("F64", "d")}


def write(arrays, precision, document):
    """A file of a request and its arrays: lists of numbers, or lists of such lists."""
    dtype, code = DTYPES[precision]
    header, data = {"__metadata__": {"request": json.dumps(document)}}, b""
    for name, array in arrays.items():
        is_matrix = isinstance(array[0], list)
        numbers = [number for row in array for number in row] if is_matrix else array
        packed = struct.pack(f"<{len(numbers)}{code}", *numbers)
        shape = [len(array), len(array[0])] if is_matrix else [len(array)]
        header[name] = {"dtype": dtype, "shape": shape, "data_offsets": [len(data), len(data) + len(packed)]}
        data += packed
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + data


def forms(document):
    """The files that a document with weights may come in, each with the names that it has for the parameters."""
    precision = document["precision"]

    referring, arrays, names = copy.deepcopy(document), {}, []
    for i, layer in enumerate(referring["network"]["layers"]):
        for part in [part for part in ("weights", "biases", "slopes") if part in layer]:
            names.append(f"{part} of {i}")
            arrays[names[-1]], layer[part] = layer[part], {"tensor": names[-1]}
    examples = referring["examples"]
    for i, example in enumerate([examples] if isinstance(examples, dict) else examples):
        for part in example:
            arrays[f"{part} {i}"], example[part] = example[part], {"tensor": f"{part} {i}"}
    yield "references", write(arrays, precision, referring), names

    state, arrays = copy.deepcopy(document), {}
    for i, layer in enumerate(state["network"]["layers"]):
        arrays[f"{2 * i}.weight"], arrays[f"{2 * i}.bias"] = layer.pop("weights"), layer.pop("biases")
        if "slopes" in layer:  # a module of their own
            arrays[f"{2 * i + 1}.weight"] = layer.pop("slopes")
    names = list(arrays)
    examples = state.pop("examples")
    if isinstance(examples, list):
        examples = {f"{part}s": [example[part] for example in examples] for part in examples[0]}
    del state["precision"]  # is that of the tensors
    yield "state dict", write({**arrays, **examples}, precision, state), names


def names(file):
    (length,) = struct.unpack_from("<Q", file)
    return json.loads(file[8:8 + length]).keys() - {"__metadata__"}


def read(file):
    """The answer in a file, with arrays again in the place of its tensors, and an array for each example's gradient."""
    (length,) = struct.unpack_from("<Q", file)
    header, data = json.loads(file[8:8 + length]), file[8 + length:]
    codes = dict(DTYPES.values())

    def array(numbers, shape):
        step = len(numbers) // shape[0]
        return [array(numbers[i * step:][:step], shape[1:]) if shape[1:] else numbers[i] for i in range(shape[0])]

    def filled(value):
        if isinstance(value, list):
            return [filled(element) for element in value]
        if not isinstance(value, dict):
            return value
        if value.keys() != {"tensor"}:
            return {name: filled(member) for name, member in value.items()}
        tensor = header[value["tensor"]]
        begin, end = tensor["data_offsets"]
        numbers = [number for (number,) in struct.iter_unpack("<" + codes[tensor["dtype"]], data[begin:end])]
        return array([number if math.isfinite(number) else in_words(number) for number in numbers], tensor["shape"])

    answer = filled(json.loads(header["__metadata__"]["response"]))
    if "example_gradients" in answer:
        layers = answer["example_gradients"]["layers"]
        answer["example_gradients"] = [
            {"layers": [{part: stack[k] for part, stack in layer.items()} for layer in layers]}
            for k in range(len(layers[0]["biases"]))]
    return answer


def in_words(number):
    return "NaN" if math.isnan(number) else "Infinity" if number > 0 else "-Infinity"


def rounded(value, precision):
    """An answer with its numbers in a precision, where JSON has the shortest decimals."""
    if isinstance(value, dict):
        return {name: rounded(member, precision) for name, member in value.items()}
    if isinstance(value, list):
        return [rounded(element, precision) for element in value]
    code = DTYPES[precision][1]
    return struct.unpack(code, struct.pack(code, value))[0] if isinstance(value, float) else value
