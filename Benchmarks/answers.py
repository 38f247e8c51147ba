"""Do services answer the same? Numbers may differ by their last digits, nothing else may."""

import json
import math


def difference(mine, theirs):
    """The first place where two answers differ, or None."""
    return compare(json.loads(mine), json.loads(theirs), "")


def compare(a, b, pointer):
    if isinstance(a, dict) and isinstance(b, dict):
        if a.keys() != b.keys():
            return f"{pointer or '/'}: {sorted(a)} and {sorted(b)}"
        pairs = ((name, a[name], b[name]) for name in a)
    elif isinstance(a, list) and isinstance(b, list):
        if len(a) != len(b):
            return f"{pointer or '/'}: {len(a)} and {len(b)} elements"
        pairs = ((index, *both) for index, both in enumerate(zip(a, b)))
    elif isinstance(a, (int, float)) and isinstance(b, (int, float)):
        return None if math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-12) else f"{pointer}: {a} and {b}"
    else:
        return None if a == b else f"{pointer}: {a} and {b}"
    for name, x, y in pairs:
        found = compare(x, y, f"{pointer}/{name}")
        if found:
            return found
    return None
