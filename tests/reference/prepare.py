"""What src/import/prepare makes of small tables, written a second time with pandas and scikit-learn.

Writes prepare.json beside it, which tests/native/prepare.rs reads. Lots are drawn with the generator of streams.py, so that
the parts and the order of the training rows are compared too.

    pip install numpy pandas scikit-learn
    python tests/reference/prepare.py
"""

import json
import math
import pathlib

import numpy as np
import pandas as pd
from sklearn.impute import SimpleImputer
from sklearn.preprocessing import MinMaxScaler, OneHotEncoder, StandardScaler

import streams

OWN_SPLIT = 7
TRAIN, VALIDATION, TEST = range(3)
DIALECT = {"encoding": "UTF-8", "delimiter": 44, "header": True, "decimal_comma": False}


class Lot:
    def __init__(self, seed):
        self.pcg = streams.generator(seed, OWN_SPLIT)

    def order(self, count):
        order = list(range(count))
        for i in range(count - 1, 0, -1):
            j = int(self.pcg.random_raw()) * (i + 1) >> 64
            order[i], order[j] = order[j], order[i]
        return order


def sizes(rows, shares):
    validation, test = (max(1, math.floor(rows * share + 0.5)) if share else 0 for share in shares[1:])
    while validation + test >= rows:
        if test >= validation:
            test -= 1
        else:
            validation -= 1
    return rows - validation - test, validation, test


def by_lot(rows, shares, lot):
    _, validation, test = sizes(rows, shares)
    parts = np.full(rows, TRAIN)
    order = lot.order(rows)
    parts[order[:test]] = TEST
    parts[order[test : test + validation]] = VALIDATION
    return parts


def by_time(times, shares):
    times = np.asarray(times, float)
    known = np.flatnonzero(~np.isnan(times))
    known = known[np.argsort(times[known], kind="stable")]
    train, validation, _ = sizes(len(known), shares)
    parts = np.full(len(times), TRAIN)
    parts[known[train : train + validation]] = VALIDATION
    parts[known[train + validation :]] = TEST
    return parts


def class_counts(class_sizes, shares):
    behind, table = np.zeros(3), []
    for size in class_sizes:
        ideal = np.array([size * share for share in shares])
        near = np.round(ideal)
        ideal = np.where(abs(ideal - near) < 1e-9, near, ideal)
        if size == 1:
            counts = np.array([1, 0, 0])
        else:
            counts = np.floor(ideal).astype(int)
            while counts.sum() < size:
                lag = np.where(counts < ideal, behind + ideal - counts, -np.inf)
                counts[np.argmax(lag)] += 1
            if counts[TRAIN] == 0 and size > 1:
                over = np.where(counts > 0, counts - ideal, -np.inf)
                counts[np.argmax(over)] -= 1
                counts[TRAIN] += 1
        behind += ideal - counts
        table.append(counts)
    table = np.array(table)
    for part in (TRAIN, VALIDATION, TEST):
        if table[:, part].sum() == 0 and (part == TRAIN or shares[part]):
            givers = table > [[1 if giver == TRAIN and size > 1 else 0 for giver in range(3)] for size in class_sizes]
            totals = np.where(givers.any(axis=0) & (table.sum(axis=0) > 1), table.sum(axis=0), 0)
            donor = int(np.argmax(totals))
            row = min(np.flatnonzero(givers[:, donor]), key=lambda c: (-table[c, donor], class_sizes[c]))
            table[row, donor] -= 1
            table[row, part] += 1
    return table


def by_class(classes, shares, lot):
    classes = np.asarray(classes)
    table = class_counts(np.bincount(classes), shares)
    parts = np.full(len(classes), TRAIN)
    order = np.array(lot.order(len(classes)))
    for number, (_, validation, test) in enumerate(table):
        rows = order[classes[order] == number]
        parts[rows[:test]] = TEST
        parts[rows[test : test + validation]] = VALIDATION
    return parts


def by_group(keys, shares, lot):
    numbers, members = {}, []
    for row, key in enumerate(keys):
        if key is None or key not in numbers:
            if key is not None:
                numbers[key] = len(members)
            members.append([row])
        else:
            members[numbers[key]].append(row)
    order = lot.order(len(members))
    asked = [TRAIN] + [part for part in (VALIDATION, TEST) if shares[part]]
    groups, rows = {part: [] for part in (TRAIN, VALIDATION, TEST)}, [0, 0, 0]
    for group in order:
        part = max(asked, key=lambda part: len(keys) * shares[part] - rows[part])
        groups[part].append(group)
        rows[part] += len(members[group])
    for part in asked:
        if not groups[part]:
            donor = max(groups, key=lambda part: len(groups[part]))
            moved = min(reversed(groups[donor]), key=lambda group: len(members[group]))
            groups[donor].remove(moved)
            groups[part].append(moved)
    parts = np.full(len(keys), TRAIN)
    for part, those in groups.items():
        for group in those:
            parts[members[group]] = part
    return parts


def encode(column, choice, training):
    """Inputs and their names for one column; measured in the training rows, with nothing missing counted."""
    name, kind = choice["name"], choice["kind"]
    known = column[training].dropna()
    if kind == "Number":
        values = column.to_numpy(float).reshape(-1, 1)
        strategy = {"Median": "median", "MostFrequent": "most_frequent"}.get(choice["missing"], "mean")
        filled = SimpleImputer(strategy=strategy).fit(values[training]).transform(values)
        if choice["scaling"] == "Standard":
            filled = StandardScaler().fit(values[training]).transform(filled)
        elif choice["scaling"] == "MinMax":
            filled = MinMaxScaler().fit(values[training]).transform(filled)
        if choice["missing"] == "Own" and len(known) < len(training):
            return np.hstack([filled, np.isnan(values)]), [name, f"{name} = ∅"]
        return filled, [name]
    counts = known.value_counts()
    counts = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    kept = [value for value, rows in counts if rows >= max(2, 0.005 * len(training))][:64]
    if len(counts) <= 2:
        kept = [value for value, _ in counts]
    names, known_values, other = list(kept), {value for value, _ in counts}, len(kept) < len(counts)
    own = choice["missing"] == "Own" and len(known) < len(training)
    codes = column.where(column.isna() | column.isin(kept) | ~pd.Series(other, column.index), "…")
    if other:
        names.append("…")
    if own:
        names.append("∅")
    codes = codes.fillna("∅" if own else (kept or ["…"])[0])
    encoder = OneHotEncoder(categories=[names], handle_unknown="ignore", sparse_output=False)
    inputs = encoder.fit(np.array(names, object).reshape(-1, 1)).transform(codes.to_numpy(object).reshape(-1, 1))
    return inputs, [f"{name} = {value}" for value in names]


def natural(values):
    try:
        return sorted(values, key=lambda value: (int(value), value))
    except ValueError:
        return sorted(values)


def case(frame, choices, target, aim, by, seed, validation, test, left_out=(), corrected=()):
    kinds = {choice["name"]: choice["kind"] for choice in choices}
    recipe = {
        "name": "reference",
        "reading": {"Table": {"dialect": DIALECT, "columns": choices, "target": target, "aim": aim}},
        "split": {"by": by, "validation": validation, "test": test, "seed": seed},
        "left_out": list(left_out),
        "corrected": [list(pair) for pair in corrected],
    }
    columns = [
        {"name": name, "kind": kinds[name], "cells": [None if pd.isna(cell) else cell for cell in frame[name]]}
        for name in frame.columns
    ]
    used = [choice for choice in choices if choice["used"] and choice["name"] != target]

    rows = frame.drop(index=list(left_out))
    for row, label in corrected:
        rows.loc[row, target] = label if aim == "Classification" else float(label)
    before = len(rows)
    rows = rows.dropna(subset=[target] + [choice["name"] for choice in used if choice["missing"] == "DropRow"])
    dropped = before - len(rows)
    rows = rows.reset_index(drop=True)

    shares, lot = (1.0 - validation - test, validation, test), Lot(seed)
    if aim == "Classification":
        classes = natural(rows[target].unique())
        labels = np.array([classes.index(label) for label in rows[target]])
    if by == "Stratified" and aim == "Classification":
        parts = by_class(labels, shares, lot)
    elif isinstance(by, dict) and "Time" in by:
        parts = by_time(rows[by["Time"]], shares)
    elif isinstance(by, dict):
        parts = by_group([None if pd.isna(key) else key for key in rows[by["Group"]]], shares, lot)
    else:
        parts = by_lot(len(rows), shares, lot)
    training = np.flatnonzero(parts == TRAIN)
    encoded = [encode(rows[choice["name"]], choice, training) for choice in used]
    inputs = np.hstack([values for values, _ in encoded])
    order = training[lot.order(len(training))]
    those = [order, np.flatnonzero(parts == VALIDATION), np.flatnonzero(parts == TEST)]

    expected = {
        "dropped": dropped,
        "sizes": [len(part) for part in those],
        "names": [name for _, names in encoded for name in names],
        "inputs": [[[round(float(x), 9) for x in row] for row in inputs[part]] for part in those],
    }
    if aim == "Classification":
        expected["classes"] = classes
        expected["targets"] = [[int(label) for label in labels[part]] for part in those]
    else:
        values = rows[target].to_numpy(float).reshape(-1, 1)
        scaler = StandardScaler().fit(values[training])
        scaled = scaler.transform(values)[:, 0]
        expected["mean"], expected["deviation"] = float(scaler.mean_[0]), float(scaler.scale_[0])
        expected["targets"] = [[round(float(value), 9) for value in scaled[part]] for part in those]
    return {"columns": columns, "rows": len(frame), "recipe": recipe, "expected": expected}


def choice(name, kind="Number", missing="Median", scaling="Standard", used=True):
    return {"name": name, "kind": kind, "used": used, "missing": missing, "scaling": scaling, "disguise": "None"}


def table(rng, rows):
    frame = pd.DataFrame(
        {
            "age": rng.integers(18, 80, rows).astype(float),
            "income": np.round(rng.lognormal(8, 1, rows), 2),
            "rooms": rng.integers(1, 5, rows).astype(float),
            "day": rng.integers(10_000, 10_040, rows).astype(float),
            "constant": np.full(rows, 0.1),
            "town": rng.choice(["厦门", "Paris", "Rome", "Oslo", "Lima", "Bern"], rows, p=[0.4, 0.3, 0.2, 0.05, 0.03, 0.02]),
            "smoker": rng.choice(["yes", "no"], rows, p=[0.1, 0.9]),
            "grade": rng.choice(["2", "10", "1"], rows, p=[0.5, 0.3, 0.2]),
            "price": np.round(rng.normal(100, 30, rows), 3),
        }
    )
    for name in ["age", "income", "rooms", "town", "smoker"]:
        frame.loc[rng.random(rows) < 0.12, name] = None
    for name in ["grade", "price", "day"]:
        frame.loc[rng.random(rows) < 0.05, name] = None
    return frame


def main():
    rng = np.random.default_rng(5)
    everything = [
        choice("age", missing="Mean"),
        choice("income", missing="Median", scaling="MinMax"),
        choice("rooms", missing="MostFrequent", scaling="None"),
        choice("constant"),
        choice("town", "Category", "Own"),
        choice("smoker", "Category", "MostFrequent"),
        choice("grade", "Category"),
        choice("day", used=False),
        choice("price", used=False),
    ]
    with_flag = [
        choice("age", missing="Own"),
        choice("rooms", missing="DropRow"),
        choice("town", "Category", "Median"),
        choice("smoker", "Category", "Own"),
        choice("day", used=False),
        choice("price"),
        choice("income", used=False),
        choice("constant", used=False),
        choice("grade", "Category", used=False),
    ]
    cases = [
        case(table(rng, 80), everything, "grade", "Classification", "Stratified", 42, 0.15, 0.2, [3, 40], [(0, "1"), (5, "11"), (6, "11"), (7, "2")]),
        case(table(rng, 60), with_flag, "price", "Regression", {"Time": "day"}, 1, 0.2, 0.25, [0], [(2, "123.5")]),
        case(table(rng, 60), with_flag, "price", "Regression", {"Group": "town"}, 7, 0.15, 0.2),
        case(table(rng, 50), everything, "grade", "Classification", "Random", 2**40 + 1, 0.0, 0.3),
    ]
    path = pathlib.Path(__file__).with_name("prepare.json")
    text = ",\n".join(json.dumps(each, ensure_ascii=False, separators=(",", ":")) for each in cases)
    path.write_text(f"[\n{text}\n]\n", encoding="utf-8")
    print(f"{path.name}: {len(cases)} tables, {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
