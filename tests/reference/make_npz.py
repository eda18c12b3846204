"""Writes tests/reference/arrays/*.npz: the same six small pictures as NumPy stores them in several types and orders.

    pip install numpy
    python tests/reference/make_npz.py

Pixel p of picture r is (64 r + p) * 37 mod 256, its class is r mod 3; the last two pictures are the test part.
"""

from pathlib import Path

import numpy as np

TARGET = Path(__file__).parent / "arrays"

PICTURES = (np.arange(6 * 64) * 37 % 256).astype(np.uint8).reshape(6, 8, 8)
LABELS = np.arange(6) % 3


def write(name, pictures, labels):
    parts = {"x_train": pictures[:4], "y_train": labels[:4], "x_test": pictures[4:], "y_test": labels[4:]}
    # Slices of an array in Fortran's order are in neither order.
    if pictures.flags.f_contiguous:
        parts = {key: np.asfortranarray(array) for key, array in parts.items()}
    np.savez_compressed(TARGET / f"{name}.npz", **parts)


TARGET.mkdir(exist_ok=True)
write("uint8", PICTURES, LABELS)
write("float32", PICTURES.astype(np.float32) / np.float32(255), LABELS.astype(np.float64))
write("big-endian", PICTURES.astype(">u2"), LABELS.astype(">i4"))
write("fortran", np.asfortranarray(PICTURES), np.eye(3, dtype=np.float32)[LABELS])
write("strings", PICTURES, LABELS.astype(str))
write("object", PICTURES, LABELS.astype(object))
