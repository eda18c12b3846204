"""The random numbers of src/random.rs: PCG64 with one stream for each purpose."""

import numpy as np

MULTIPLIER = 0x2360ED051FC65DA44385DF649FCCF645
MASK = (1 << 128) - 1
WEIGHTS, ORDER = 1, 2


def start(state, stream):
    """State and increment of a generator that has drawn nothing yet."""
    increment = (2 * stream + 1) & MASK
    return ((state + increment) * MULTIPLIER + increment) & MASK, increment


def generator(seed, kind, index=0):
    state, increment = start(seed, kind << 64 | index)
    pcg = np.random.PCG64()
    pcg.state = {
        "bit_generator": "PCG64",
        "state": {"state": state, "inc": increment},
        "has_uint32": 0,
        "uinteger": 0,
    }
    return pcg


def units(pcg, count):
    """Uniform numbers in [0, 1) with 53 random bits."""
    return (pcg.random_raw(count) >> np.uint64(11)) * 2.0**-53


def normals(pcg, count):
    """Standard normal numbers (Box-Muller, cosine branch), two draws for each."""
    first, second = units(pcg, 2 * count).reshape(count, 2).T
    return np.sqrt(-2 * np.log(1 - first)) * np.cos(2 * np.pi * second)


def epoch_order(seed, epoch, count):
    """Fisher-Yates from the end; the draw below a bound is multiply-and-shift."""
    draws = generator(seed, ORDER, epoch).random_raw(count - 1)
    order = list(range(count))
    for i, draw in zip(range(count - 1, 0, -1), draws):
        j = int(draw) * (i + 1) >> 64
        order[i], order[j] = order[j], order[i]
    return order


def plain_pcg64(state, stream, count):
    """The same generator in whole numbers only: step, then fold the halves (XSL) and rotate (RR)."""
    state, increment = start(state, stream)
    drawn = []
    for _ in range(count):
        state = (state * MULTIPLIER + increment) & MASK
        folded = (state >> 64 ^ state) & (1 << 64) - 1
        rotation = state >> 122
        drawn.append((folded >> rotation | folded << (64 - rotation)) & (1 << 64) - 1)
    return drawn
