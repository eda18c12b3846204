"""Writes tests/golden/*.json: what the training in src/ must reproduce, calculated independently in float64.

    python tests/reference/reference.py [FOLDER WITH THE FOUR RAW IDX FILES]

Without a folder the packed rows in public/data/mnist are read.
"""

import gzip
import hashlib
import json
import struct
import sys
from pathlib import Path

import numpy as np

from checks import check_all
from training import Run

ROOT = Path(__file__).resolve().parents[2]
IMAGES_MD5, LABELS_MD5 = "6bbc9ace898e44ae57da46a324031adb", "a25bea736e30d166cdddb491f175f624"

SMALL = "limit=640&batch=32&seed=7&epochs=2"
RATES = {"sgd": 0.1, "momentum": 0.02, "rmsprop": 0.001, "adam": 0.002, "adamw": 0.002}
# Steps and settings: the longer ones go on into the second epoch.
VARIANTS = (
    [(8, f"{SMALL}&hidden=32&opt={name}&lr={rate}") for name, rate in RATES.items()]
    + [(8, f"{SMALL}&hidden=32&act={name}") for name in ("relu", "tanh", "sigmoid", "gelu")]
    + [(8, f"{SMALL}&hidden=24-16&init={name}") for name in ("glorot", "he", "normal", "zeros")]
    + [(24, f"{SMALL}&hidden=32&schedule={name}&lr=0.01") for name in ("cosine", "step", "warmup")]
    + [
        (8, f"{SMALL}&hidden=none&opt=sgd&lr=0.5"),
        (8, f"{SMALL}&hidden=24&act=sigmoid&init=zeros&lr=0.01"),
        (8, f"{SMALL}&hidden=32&opt=sgd&lr=0.1&l1=0.01"),
        (8, f"{SMALL}&hidden=32&opt=sgd&lr=0.1&l2=0.1"),
        (8, f"{SMALL}&hidden=32&l1=0.001&l2=0.01"),
        (8, f"{SMALL}&hidden=32&opt=adamw&lr=0.01&l2=0.5"),
        (8, f"{SMALL}&hidden=32&opt=adamw&l1=0.001&l2=0.1"),
        (8, f"{SMALL}&hidden=32&opt=sgd&lr=0.3&clip=0.5"),
        (8, f"{SMALL}&hidden=24-16&opt=momentum&lr=0.05&l1=0.003&l2=0.03&clip=0.8"),
        (10, "limit=100&batch=32&seed=11&epochs=3&hidden=16&schedule=cosine&lr=0.005"),
    ]
)


def read_rows(folder):
    """All training pictures and labels, checked against the published files."""
    if folder:
        images = (Path(folder) / "train-images-idx3-ubyte").read_bytes()[16:]
        labels = (Path(folder) / "train-labels-idx1-ubyte").read_bytes()[8:]
    else:
        shards = [gzip.decompress((ROOT / f"public/data/mnist/train-{i}.bin").read_bytes()) for i in range(6)]
        images = labels = b""
        for shard in shards:
            end = 16 + struct.unpack_from(">I", shard, 4)[0] * 784
            images += shard[16:end]
            labels += shard[end + 8 :]
    assert hashlib.md5(struct.pack(">4I", 2051, 60000, 28, 28) + images).hexdigest() == IMAGES_MD5
    assert hashlib.md5(struct.pack(">2I", 2049, 60000) + labels).hexdigest() == LABELS_MD5
    return np.frombuffer(images, np.uint8).reshape(-1, 28, 28), np.frombuffer(labels, np.uint8)


def names(network):
    return [f"{kind}{layer}" for layer in range(1, len(network.weighted) + 1) for kind in "Wb"]


def describe_parameter(name, values):
    flat = values.ravel()
    return {
        "name": name,
        "size": flat.size,
        "sum": float(flat.sum()),
        "sum_of_squares": float((flat**2).sum()),
        "first": flat[:8].tolist(),
        "last": flat[-8:].tolist(),
    }


def describe_gradient(name, values):
    """Norm, largest entry, and 32 entries (flat index, value): half the largest, half spread over those not zero."""
    flat = values.ravel()
    largest = np.argsort(-np.abs(flat), kind="stable")[:16]
    others = np.setdiff1d(np.flatnonzero(flat), largest)
    spread = others[np.linspace(0, len(others) - 1, min(16, len(others))).astype(int)]
    indices = sorted({*largest.tolist(), *spread.tolist()})
    return {
        "name": name,
        "norm": float(np.linalg.norm(flat)),
        "largest": float(np.abs(flat).max()),
        "entries": [[i, float(flat[i])] for i in indices],
    }


def record(query, steps, data):
    """The run as golden values; also says how far float32 arithmetic strays from it."""
    run, single = Run(query, *data), Run(query, *data, dtype=np.float32)
    parameters = [describe_parameter(*pair) for pair in zip(names(run.network), run.network.parameters())]
    losses, accuracies, strayed = [], [], 0.0
    for step in range(steps):
        loss, accuracy = run.step()
        losses.append(float(loss))
        accuracies.append(float(accuracy))
        strayed = max(strayed, abs(float(single.step()[0]) - losses[-1]))
        if step == 0:
            order = run.order[:16]
            gradients = [describe_gradient(*pair) for pair in zip(names(run.network), run.network.gradients())]
    print(f"{strayed:.1e}  {losses[0]:.4f} -> {losses[-1]:.4f}  {query}")
    return {
        "query": query,
        "order": order,
        "parameters": parameters,
        "losses": losses,
        "accuracies": accuracies,
        "gradients": gradients,
    }


def lines(value, indent=""):
    """JSON with one line for each innermost object or list of numbers."""
    deeper = indent + " "
    if isinstance(value, dict) and any(isinstance(v, list) for v in value.values()):
        parts = [f"{deeper}{json.dumps(key)}: {lines(v, deeper)}" for key, v in value.items()]
        return "{\n" + ",\n".join(parts) + f"\n{indent}}}"
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n" + ",\n".join(deeper + lines(v, deeper) for v in value) + f"\n{indent}]"
    return json.dumps(value)


def write(name, value):
    path = ROOT / "tests/golden" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(lines(value) + "\n", encoding="utf-8")


def main():
    check_all()
    data = read_rows(sys.argv[1] if len(sys.argv) > 1 else None)
    print("float32 off by, first and last loss, settings")
    write("article.json", record("hidden=256&act=relu&opt=adam&lr=0.001&batch=64&epochs=10&seed=42", 30, data))
    write("cnn.json", record("model=cnn&hidden=16&limit=64&batch=16&seed=7", 3, data))
    variants = [record(query, steps, data) for steps, query in VARIANTS]
    write("variants.json", [{key: job[key] for key in ("query", "losses")} for job in variants])


if __name__ == "__main__":
    main()
