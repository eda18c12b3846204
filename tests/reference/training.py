"""A run from the settings of a link: regularisation, clipping, schedules, optimisers, batches."""

import math
from urllib.parse import parse_qsl

import numpy as np

import streams
from network import CNN_CHANNELS, Network

DEFAULTS = {
    "limit": "60000", "model": "mlp", "hidden": "256", "act": "relu", "init": "glorot", "opt": "adam", "lr": "0.001",
    "batch": "64", "epochs": "10", "l1": "0", "l2": "0", "clip": "0", "schedule": "constant", "seed": "42",
}  # fmt: skip


def schedule_factor(name, done):
    def cosine(share):
        return 0.5 * (1 + math.cos(math.pi * share))

    if name == "cosine":
        return cosine(done)
    if name == "step":
        return 0.1 ** min(math.floor(done * 3), 2)
    if name == "warmup":
        return 0.1 + 0.9 * done / 0.1 if done < 0.1 else cosine((done - 0.1) / 0.9)
    return {"constant": 1.0}[name]


def regularize(parameters, gradients, l1, l2):
    """Adds the gradients of l1 * sum |w| + l2 / 2 * sum w^2, for weights only."""
    for w, g in list(zip(parameters, gradients))[::2]:
        g += l1 * np.sign(w) + l2 * w


def clip(gradients, longest):
    norm = math.sqrt(sum(float((g.astype(float) ** 2).sum()) for g in gradients))
    if norm > longest > 0:
        for g in gradients:
            g *= longest / norm


class Optimizer:
    def __init__(self, kind, parameters, decay):
        self.kind, self.decay, self.time = kind, decay, 0
        self.first = [np.zeros_like(p) for p in parameters]
        self.second = [np.zeros_like(p) for p in parameters]

    def update(self, parameters, gradients, rate):
        self.time += 1
        for i, (w, g) in enumerate(zip(parameters, gradients)):
            step = self.direction(g, self.first[i], self.second[i])
            if self.kind == "adamw" and i % 2 == 0:
                step = step + self.decay * w
            w -= rate * step

    def direction(self, g, m, s):
        if self.kind == "sgd":
            return g
        if self.kind == "momentum":
            m[:] = 0.9 * m + g
            return m
        if self.kind == "rmsprop":
            s[:] = 0.9 * s + 0.1 * g**2
            return g / (np.sqrt(s) + 1e-7)
        assert self.kind in ("adam", "adamw"), self.kind
        m[:] = 0.9 * m + 0.1 * g
        s[:] = 0.999 * s + 0.001 * g**2
        return m / (1 - 0.9**self.time) / (np.sqrt(s / (1 - 0.999**self.time)) + 1e-7)


class Run:
    """One run over the first rows of `images` (bytes, [rows, 28, 28]) and `labels`."""

    def __init__(self, query, images, labels, dtype=np.float64):
        chosen = dict(parse_qsl(query, strict_parsing=True))
        assert chosen.keys() <= DEFAULTS.keys(), query
        self.settings = settings = DEFAULTS | chosen
        self.rows, self.batch, self.seed = (int(settings[key]) for key in ("limit", "batch", "seed"))
        self.images, self.labels, self.dtype = images[: self.rows], labels[: self.rows], dtype
        hidden = [] if settings["hidden"] == "none" else [int(units) for units in settings["hidden"].split("-")]
        channels = {"mlp": (), "cnn": CNN_CHANNELS}[settings["model"]]
        self.network = Network((1, 28, 28), hidden, settings["act"], channels=channels)
        self.network.initialize(settings["init"], self.seed, dtype)
        self.optimizer = Optimizer(settings["opt"], self.network.parameters(), float(settings["l2"]))
        self.per_epoch = -(-self.rows // self.batch)
        self.finished = 0
        self.order = None

    def step(self):
        """Loss and accuracy of the batch before the update; the gradients are left as the loss alone gives them."""
        epoch, place = divmod(self.finished, self.per_epoch)
        if place == 0:
            self.order = streams.epoch_order(self.seed, epoch, self.rows)
        rows = self.order[place * self.batch : (place + 1) * self.batch]
        pictures = self.images[rows, None].astype(self.dtype) / 255
        result = self.network.loss_and_accuracy(pictures, self.labels[rows])
        self.learn()
        self.finished += 1
        return result

    def learn(self):
        settings = self.settings
        l1, l2, longest, rate = (float(settings[key]) for key in ("l1", "l2", "clip", "lr"))
        parameters = self.network.parameters()
        gradients = [g.copy() for g in self.network.gradients()]
        regularize(parameters, gradients, l1, 0 if settings["opt"] == "adamw" else l2)
        clip(gradients, longest)
        done = self.finished / (self.per_epoch * int(settings["epochs"]))
        self.optimizer.update(parameters, gradients, rate * schedule_factor(settings["schedule"], done))
