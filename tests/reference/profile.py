"""Writes tests/reference/profile.json: a small table with gaps, summed up with NumPy and SciPy, which `import/profiling`
must reproduce.

    pip install numpy scipy
    python tests/reference/profile.py

Means, medians and deviations are NumPy's, histograms `numpy.histogram`'s, Pearson's correlation and chi-squared SciPy's.
The correlation ratio is the root of 1 - (squares within groups) / (all squares); the correction of Cramer's V is that of
Bergsma (2013), both written down here from their definitions.
"""

import json
import math
from pathlib import Path

import numpy as np
from scipy import stats
from scipy.stats.contingency import crosstab

TARGET = Path(__file__).with_suffix(".json")
ROWS = 150


def with_gaps(random, values, share):
    """None instead of some values."""
    return [None if random.random() < share else value for value in values]


def table():
    random = np.random.default_rng(5)
    group = random.choice(["north", "south", "east", "west"], ROWS, p=[0.5, 0.2, 0.2, 0.1])
    shift = np.select([group == "north", group == "south"], [0.0, 1.5], -0.7)
    length = 170 + 9 * random.standard_normal(ROWS) + 4 * shift
    weight = 0.8 * length - 70 + 8 * random.standard_normal(ROWS)
    grade = np.clip(np.round(3 + 1.2 * random.standard_normal(ROWS) - 0.3 * shift), 1, 6)
    big = np.exp(40 + 3 * random.standard_normal(ROWS))
    count = random.integers(-40, 900, ROWS)
    passed = np.where(weight + 10 * random.standard_normal(ROWS) > 72, "yes", "no")
    colour = np.where(random.random(ROWS) < 0.6, np.where(passed == "yes", "red", "blue"), "green")
    columns = {
        "length": with_gaps(random, length.tolist(), 0.1),
        "weight": with_gaps(random, weight.tolist(), 0.05),
        "grade": with_gaps(random, grade.tolist(), 0.04),
        "big": big.tolist(),
        "count": with_gaps(random, count.astype(float).tolist(), 0.02),
        "group": with_gaps(random, group.tolist(), 0.08),
        "passed": with_gaps(random, passed.tolist(), 0.03),
        "colour": with_gaps(random, colour.tolist(), 0.0),
    }
    # Some rows again.
    for row in (3, 77, 3, 149):
        for cells in columns.values():
            cells.append(cells[row])
    return columns


def known(cells):
    return np.array([cell for cell in cells if cell is not None], dtype=float)


def summary(cells):
    numbers = known(cells)
    span = numbers.max() - numbers.min()
    whole = bool(np.all(numbers == np.round(numbers)))
    bins = int(span) + 1 if whole and span < 24 else min(math.ceil(math.sqrt(len(numbers))), 24)
    return {
        "min": numbers.min(),
        "max": numbers.max(),
        "mean": numbers.mean(),
        "median": np.median(numbers),
        "deviation": numbers.std(),
        "histogram": np.histogram(numbers, bins=bins)[0].tolist(),
        "distinct": len(np.unique(numbers)),
        "missing": len(cells) - len(numbers),
    }


def pairs(one, other):
    both = [(a, b) for a, b in zip(one, other) if a is not None and b is not None]
    return [np.array(side) for side in zip(*both)]


def pearson(x, y):
    return stats.pearsonr(*pairs(x, y)).statistic


def eta(numbers, groups):
    x, group = pairs(numbers, groups)
    within = sum(((x[group == name] - x[group == name].mean()) ** 2).sum() for name in np.unique(group))
    return math.sqrt(1 - within / ((x - x.mean()) ** 2).sum())


def cramers_v(one, other):
    counts = crosstab(*pairs(one, other)).count
    n, (r, c) = counts.sum(), counts.shape
    phi = stats.chi2_contingency(counts, correction=False).statistic / n
    phi = max(0, phi - (r - 1) * (c - 1) / (n - 1))
    rows, columns = (size - (size - 1) ** 2 / (n - 1) for size in (r, c))
    return math.sqrt(phi / (min(rows, columns) - 1))


def relations(columns):
    numbers = ["length", "weight", "grade", "big", "count"]
    found = []

    def add(column, target, aim, measure, value):
        entry = {"column": column, "target": target, "aim": aim, "measure": measure, "value": float(value)}
        found.append(entry)

    for target, cells in columns.items():
        for column, others in columns.items():
            if column == target:
                continue
            if column in numbers and target in numbers:
                add(column, target, "regression", "pearson", pearson(others, cells))
            elif column in numbers:
                add(column, target, "classification", "eta", eta(others, cells))
            elif target in numbers:
                add(column, target, "regression", "eta", eta(cells, others))
            else:
                add(column, target, "classification", "cramers-v", cramers_v(others, cells))
            # Six grades are classes when they are to be.
            if target == "grade":
                if column in numbers:
                    add(column, target, "classification", "eta", eta(others, cells))
                else:
                    add(column, target, "classification", "cramers-v", cramers_v(others, cells))
    return found


def main():
    columns = table()
    numbers = {name: cells for name, cells in columns.items() if not isinstance(known_kind(cells), str)}
    texts = {name: cells for name, cells in columns.items() if name not in numbers}
    rows = list(zip(*columns.values()))
    golden = {
        "numbers": numbers,
        "texts": texts,
        "summaries": {name: summary(cells) for name, cells in numbers.items()},
        "relations": relations(columns),
        "duplicates": len(rows) - len(set(rows)),
    }
    TARGET.write_text(json.dumps(golden, ensure_ascii=False) + "\n")
    print(f"{len(rows)} rows, {len(golden['relations'])} relations, {golden['duplicates']} repeated rows")
    for entry in golden["relations"]:
        print(f"{entry['column']:>8} {entry['target']:>8} {entry['measure']:>10} {entry['value']:+.4f}")


def known_kind(cells):
    return next(cell for cell in cells if cell is not None)


if __name__ == "__main__":
    main()
