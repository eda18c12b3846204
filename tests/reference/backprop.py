"""Writes tests/reference/backprop.json: ten small networks in PyTorch, in float64, which the microscope must reproduce.

    pip install torch numpy
    python tests/reference/backprop.py

Two updates each. Every number is PyTorch's own: gradients from autograd, updates from torch.optim.
"""

import json
from pathlib import Path

import torch
import torch.nn.functional as F

TARGET = Path(__file__).with_suffix(".json")

ACTIVATIONS = {
    "identity": lambda z: z,
    "relu": F.relu,
    "leaky-relu": F.leaky_relu,
    "tanh": torch.tanh,
    "sigmoid": torch.sigmoid,
    "gelu": F.gelu,
}
HALF, BINARY, CLASSES = "half-squared", "sigmoid-cross-entropy", "softmax-cross-entropy"
SGD, MOMENTUM, ADAM = {"name": "sgd"}, {"name": "momentum", "mu": 0.9}, {
    "name": "adam", "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-7,
}

# Sizes, activations, loss, rule, learning rate, examples, whether the targets are soft.
NETWORKS = [
    ([2, 3, 1], ["relu", "identity"], HALF, SGD, 0.1, 1, True),
    ([3, 4, 2], ["leaky-relu", "sigmoid"], HALF, MOMENTUM, 0.05, 3, True),
    ([2, 3, 3, 2], ["tanh", "gelu", "tanh"], HALF, ADAM, 0.01, 2, True),
    ([4, 5, 3], ["gelu", "identity"], CLASSES, SGD, 0.2, 3, False),
    ([3, 3], ["identity"], CLASSES, ADAM, 0.02, 4, True),
    ([2, 4, 4, 3, 5], ["sigmoid", "leaky-relu", "tanh", "identity"], CLASSES, MOMENTUM, 0.1, 2, False),
    ([2, 2, 1], ["tanh", "identity"], BINARY, SGD, 0.5, 4, False),
    ([3, 5, 2], ["relu", "identity"], BINARY, ADAM, 0.001, 3, True),
    ([1, 2, 2, 2, 1], ["gelu", "sigmoid", "leaky-relu", "identity"], BINARY, MOMENTUM, 0.1, 1, True),
    ([5, 4, 3, 3], ["identity", "relu", "gelu"], HALF, ADAM, 0.05, 3, True),
]


def targets(loss, shape, soft):
    """Probabilities for the cross-entropies (0 and 1 unless soft), anything for the squared error."""
    if loss == HALF:
        return torch.rand(shape)
    if loss == BINARY:
        drawn = torch.rand(shape)
        return drawn if soft else drawn.round()
    drawn = torch.rand(shape)
    return drawn / drawn.sum(1, keepdim=True) if soft else F.one_hot(drawn.argmax(1), shape[1]).double()


def mean_loss(loss, z, a, y):
    """The batch's loss; the cross-entropies take the weighted sums."""
    if loss == CLASSES:
        return F.cross_entropy(z, y)
    if loss == BINARY:
        return F.binary_cross_entropy_with_logits(z, y, reduction="sum") / len(y)
    return 0.5 * ((a - y) ** 2).sum() / len(y)


def forward(layers, loss, x, y):
    """Weighted sums and activations of every layer, and the loss."""
    sums, values = [], []
    for index, (weight, bias, activation) in enumerate(layers):
        z = (values[-1] if values else x) @ weight.T + bias
        z.retain_grad()
        if index + 1 < len(layers) or loss == HALF:
            a = ACTIVATIONS[activation](z)
        else:
            a = F.softmax(z, 1) if loss == CLASSES else torch.sigmoid(z)
        sums.append(z)
        values.append(a)
    return sums, values, mean_loss(loss, sums[-1], values[-1], y)


def optimizer(rule, rate, parameters):
    if rule["name"] == "adam":
        return torch.optim.Adam(parameters, rate, (rule["beta1"], rule["beta2"]), rule["epsilon"])
    return torch.optim.SGD(parameters, rate, momentum=rule.get("mu", 0.0))


def numbers(tensor):
    return tensor.detach().tolist()


def flat(tensors):
    return [numbers(tensor.flatten()) for tensor in tensors]


def by_example(tensors):
    """[layer][example][unit] as [example][layer][unit]."""
    return [list(layers) for layers in zip(*(numbers(tensor) for tensor in tensors))]


def moments(optimizer, parameters, *names):
    """What the optimizer remembers of each parameter; nothing for a rule that keeps no such number."""
    found = [next((optimizer.state[p][name] for name in names if name in optimizer.state[p]), None) for p in parameters]
    return [] if any(one is None for one in found) else flat(found)


def step(layers, loss, x, y, rule):
    weights, biases = [w for w, _, _ in layers], [b for _, b, _ in layers]
    rule.zero_grad()
    x.grad = None
    sums, values, total = forward(layers, loss, x, y)
    total.backward()
    found = {
        "loss": total.item(),
        "z": by_example(sums),
        "a": by_example(values),
        "delta": by_example([z.grad for z in sums]),
        "input_gradients": numbers(x.grad),
        "weight_gradients": flat([w.grad for w in weights]),
        "bias_gradients": flat([b.grad for b in biases]),
    }
    rule.step()
    first, second = ("momentum_buffer", "exp_avg"), ("exp_avg_sq",)
    return found | {
        "new_weights": flat(weights),
        "new_biases": flat(biases),
        "first_weights": moments(rule, weights, *first),
        "first_biases": moments(rule, biases, *first),
        "second_weights": moments(rule, weights, *second),
        "second_biases": moments(rule, biases, *second),
        "new_loss": forward(layers, loss, x, y)[2].item(),
    }


def network(seed, sizes, activations, loss, rule, rate, examples, soft):
    torch.manual_seed(seed)
    layers = []
    for inputs, units, activation in zip(sizes[:-1], sizes[1:], activations, strict=True):
        weight = (2.0 * torch.rand(units, inputs) - 1.0).requires_grad_()
        bias = (torch.rand(units) - 0.5).requires_grad_()
        layers.append((weight, bias, activation))
    x = (2.0 * torch.rand(examples, sizes[0]) - 1.0).requires_grad_()
    y = targets(loss, (examples, sizes[-1]), soft)
    start = {
        "sizes": sizes,
        "activations": activations,
        "loss": loss,
        "rule": rule,
        "learning_rate": rate,
        "weights": flat([w for w, _, _ in layers]),
        "biases": flat([b for _, b, _ in layers]),
        "inputs": numbers(x),
        "targets": numbers(y),
    }
    learning = optimizer(rule, rate, [p for w, b, _ in layers for p in (w, b)])
    return start | {"steps": [step(layers, loss, x, y, learning) for _ in range(2)]}


def main():
    torch.set_default_dtype(torch.float64)
    found = [network(seed, *description) for seed, description in enumerate(NETWORKS, 1)]
    TARGET.write_text("[\n" + ",\n".join(json.dumps(one) for one in found) + "\n]\n")
    print(f"{len(found)} networks, {TARGET.stat().st_size} bytes, PyTorch {torch.__version__}")


if __name__ == "__main__":
    main()
