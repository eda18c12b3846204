"""Layers with exact gradients, in whatever precision their parameters have.

Each layer keeps what its backward pass needs. Pictures are [examples, channels, rows, columns];
dense layers take [examples, values].
"""

import math

import numpy as np

import streams

CNN_CHANNELS = (16, 32)
erf = np.vectorize(math.erf, otypes=[float])


def phi(z):
    """The normal distribution function."""
    return (0.5 * (1 + erf(z / math.sqrt(2)))).astype(z.dtype)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


# Each activation and its derivative, both as functions of z.
ACTIVATIONS = {
    "relu": (lambda z: np.maximum(z, 0), lambda z: (z > 0).astype(z.dtype)),
    "tanh": (np.tanh, lambda z: 1 - np.tanh(z) ** 2),
    "sigmoid": (sigmoid, lambda z: sigmoid(z) * (1 - sigmoid(z))),
    "gelu": (lambda z: z * phi(z), lambda z: phi(z) + z * np.exp(-z * z / 2) / math.sqrt(2 * math.pi)),
}


class Dense:
    def __init__(self, inputs, outputs):
        self.shape, self.fans = (inputs, outputs), (inputs, outputs)
        self.units = outputs

    def forward(self, a):
        self.a = a
        return a @ self.weights + self.bias

    def backward(self, delta):
        self.gradients = [self.a.T @ delta, delta.sum(axis=0)]
        return delta @ self.weights.T


class Conv:
    """3 x 3 cross-correlation, stride 1, zeros around the picture."""

    def __init__(self, inputs, channels):
        self.shape, self.fans = (channels, inputs * 9), (inputs * 9, channels * 9)
        self.units = channels

    def forward(self, a):
        count, channels, height, width = a.shape
        padded = np.pad(a, ((0, 0), (0, 0), (1, 1), (1, 1)))
        patches = np.lib.stride_tricks.sliding_window_view(padded, (3, 3), axis=(2, 3))
        self.patches = patches.transpose(0, 2, 3, 1, 4, 5).reshape(count * height * width, channels * 9)
        self.input = a.shape
        z = self.patches @ self.weights.T + self.bias
        return z.reshape(count, height, width, self.units).transpose(0, 3, 1, 2)

    def backward(self, delta):
        count, channels, height, width = self.input
        delta = delta.transpose(0, 2, 3, 1).reshape(-1, self.units)
        self.gradients = [delta.T @ self.patches, delta.sum(axis=0)]
        patches = (delta @ self.weights).reshape(count, height, width, channels, 3, 3)
        padded = np.zeros((count, channels, height + 2, width + 2), delta.dtype)
        for y in range(3):
            for x in range(3):
                padded[:, :, y : y + height, x : x + width] += patches[..., y, x].transpose(0, 3, 1, 2)
        return padded[:, :, 1:-1, 1:-1]


class MaxPool:
    """2 x 2, stride 2; the first of equal values gets the gradient."""

    def forward(self, a):
        count, channels, height, width = a.shape
        split = a.reshape(count, channels, height // 2, 2, width // 2, 2)
        fours = split.transpose(0, 1, 2, 4, 3, 5).reshape(count, channels, height // 2, width // 2, 4)
        self.largest = fours.argmax(axis=-1)[..., None]
        return np.take_along_axis(fours, self.largest, axis=-1)[..., 0]

    def backward(self, delta):
        count, channels, height, width = delta.shape
        fours = np.zeros((*delta.shape, 4), delta.dtype)
        np.put_along_axis(fours, self.largest, delta[..., None], axis=-1)
        split = fours.reshape(count, channels, height, width, 2, 2).transpose(0, 1, 2, 4, 3, 5)
        return split.reshape(count, channels, 2 * height, 2 * width)


class Activation:
    def __init__(self, name):
        self.function, self.derivative = ACTIVATIONS[name]

    def forward(self, z):
        self.z = z
        return self.function(z)

    def backward(self, delta):
        return delta * self.derivative(self.z)


class Flatten:
    def forward(self, a):
        self.shape = a.shape
        return a.reshape(len(a), -1)

    def backward(self, delta):
        return delta.reshape(self.shape)


class Network:
    def __init__(self, picture, hidden, activation, outputs=10, channels=()):
        """`picture` is (channels, rows, columns); `channels` are those of the convolutions, none for an MLP."""
        depth, height, width = picture
        self.layers = []
        for maps in channels:
            self.layers += [Conv(depth, maps), Activation(activation), MaxPool()]
            depth, height, width = maps, height // 2, width // 2
        self.layers.append(Flatten())
        inputs = depth * height * width
        for units in hidden:
            self.layers += [Dense(inputs, units), Activation(activation)]
            inputs = units
        self.layers.append(Dense(inputs, outputs))
        self.weighted = [layer for layer in self.layers if isinstance(layer, (Dense, Conv))]

    def initialize(self, method, seed, dtype):
        """Weights are rounded to float32, whatever they are then calculated in; biases are zero."""
        pcg = streams.generator(seed, streams.WEIGHTS)
        for layer in self.weighted:
            weights = draw(layer, method, pcg).astype(np.float32)
            layer.weights = weights.reshape(layer.shape).astype(dtype)
            layer.bias = np.zeros(layer.units, dtype)

    def parameters(self):
        """Weights and bias of each layer in turn: the even ones are weights."""
        return [p for layer in self.weighted for p in (layer.weights, layer.bias)]

    def gradients(self):
        return [g for layer in self.weighted for g in layer.gradients]

    def logits(self, a):
        for layer in self.layers:
            a = layer.forward(a)
        return a

    def loss_and_accuracy(self, pictures, labels):
        """Mean softmax cross-entropy (nats) and share of hits; leaves the gradients in the layers."""
        z = self.logits(pictures)
        rows = np.arange(len(labels))
        shifted = z - z.max(axis=1, keepdims=True)
        log_softmax = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        delta = np.exp(log_softmax)
        delta[rows, labels] -= 1
        delta /= len(labels)
        for layer in reversed(self.layers):
            delta = layer.backward(delta)
        return -log_softmax[rows, labels].mean(), (z.argmax(axis=1) == labels).mean()


def draw(layer, method, pcg):
    count = layer.shape[0] * layer.shape[1]
    if method == "zeros":
        return np.zeros(count)
    if method == "normal":
        return 0.05 * streams.normals(pcg, count)
    fan = {"glorot": sum(layer.fans), "he": layer.fans[0]}[method]
    limit = math.sqrt(6 / fan)
    return -limit + (limit - -limit) * streams.units(pcg, count)
