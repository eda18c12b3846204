"""Checks of the reference itself, made before anything is written."""

import numpy as np

import streams
from network import ACTIVATIONS, Conv, Network
from training import regularize


def check_streams():
    # Published output of the PCG64 demo for state 42, stream 54.
    published = [0x86B1DA1D72062B68, 0x1304AA46C9853D39, 0xA3670E9E0DD50358, 0xF9090E529A7DAE00]
    assert streams.plain_pcg64(42, 54, 4) == published
    for seed, kind, index in [(42, 1, 0), (7, 2, 0), (2**64 - 1, 2, 3), (0, 6, 2**63)]:
        expected = streams.plain_pcg64(seed, kind << 64 | index, 200)
        assert streams.generator(seed, kind, index).random_raw(200).tolist() == expected
    assert sorted(streams.epoch_order(42, 1, 500)) == list(range(500))


def check_convolution(random):
    """Against the sum that defines it."""
    layer = Conv(2, 3)
    layer.weights, layer.bias = random.normal(size=layer.shape), random.normal(size=3)
    picture = random.normal(size=(1, 2, 4, 5))
    z = layer.forward(picture)
    for out, row, column in np.ndindex(3, 4, 5):
        total = layer.bias[out]
        for channel, y, x in np.ndindex(2, 3, 3):
            if 0 <= row + y - 1 < 4 and 0 <= column + x - 1 < 5:
                weight = layer.weights[out, channel * 9 + y * 3 + x]
                total += weight * picture[0, channel, row + y - 1, column + x - 1]
        assert abs(z[0, out, row, column] - total) < 1e-12


def check_gradients(random, activation, channels):
    """Every gradient against a central difference of loss + l1 * sum |w| + l2 / 2 * sum w^2."""
    network = Network((1, 8, 8), [5, 4], activation, outputs=3, channels=channels)
    network.initialize("glorot", 1, np.float64)
    parameters = network.parameters()
    for bias in parameters[1::2]:
        bias[:] = random.normal(size=bias.shape)
    pictures, labels = random.random((6, 1, 8, 8)), random.integers(0, 3, 6)
    l1, l2 = 0.03, 0.2

    def objective():
        loss, _ = network.loss_and_accuracy(pictures, labels)
        return loss + sum(l1 * np.abs(w).sum() + l2 / 2 * (w**2).sum() for w in parameters[::2])

    objective()
    gradients = [g.copy() for g in network.gradients()]
    regularize(parameters, gradients, l1, l2)
    for parameter, gradient in zip(parameters, gradients):
        for index in np.ndindex(parameter.shape):
            value, h = parameter[index], 1e-6
            parameter[index] = value + h
            above = objective()
            parameter[index] = value - h
            below = objective()
            parameter[index] = value
            difference = abs((above - below) / (2 * h) - gradient[index])
            assert difference < 1e-8, (activation, channels, index, difference)


def check_all():
    random = np.random.default_rng(5)
    check_streams()
    check_convolution(random)
    for activation in ACTIVATIONS:
        check_gradients(random, activation, channels=())
        check_gradients(random, activation, channels=(2, 3))
