#!/usr/bin/env python3
"""Writes vectors.json: python3 generate.py. With --check it fails if the file is not what it would write.

Standard library only; the same output at every run. The format is in README.md.
"""

import collections
import json
import pathlib
import sys

import formulas
import invariants
from model import Market
from rounding import ONE
from sequences import PROFILES, Sequence

FILE = pathlib.Path(__file__).with_name("vectors.json")
SEQUENCES = 40
STEPS = 170
FORMULAS = 40  # vectors of each formula


def words(values):
    return " ".join("-" if value is None else str(value) for value in values)


def log2(mean):
    return None if mean is None else mean.bit_length() - 1 - (ONE.bit_length() - 1)


def step_line(sequence, step, last, tally):
    """One step as a JSON object. `last` holds the rows as the file has them; a changed row is written."""
    verb, args = step
    world = sequence.world
    if verb == "market":
        m = args
        text = words(["market", m.net, m.credits, log2(m.half_hour), log2(m.day), log2(m.week)])
        moved, refused = invariants.run(world, "set_market", (m,))
    else:
        text = words([verb, *args])
        moved, refused = invariants.run(world, verb, args)
    line = {"do": text}
    if refused:
        line["no"] = words(refused)
        tally.update((verb, word) for word in refused)
    else:
        line["ok"] = words(moved)
        tally[verb, "ok"] += 1
    for i, debtor in enumerate(world.debtors):
        row = words(debtor.row())
        if last[i] != row:
            line["debtor"] = f"{i} {row}"
            last[i] = row
    row = words(world.row())
    if last["class"] != row:
        line["class"] = last["class"] = row
    return line


def sequence_object(number, tally):
    profile = list(PROFILES)[number % len(PROFILES)]
    sequence = Sequence(number, profile)
    world = sequence.world
    last = {i: words(d.row()) for i, d in enumerate(world.debtors)}
    last["class"] = words(world.row())
    head = {"name": f"{number} {profile}", "params": {k: str(v) for k, v in vars(sequence.params).items()},
            "debtors": len(world.debtors), "now": str(world.now)}
    sunset = number // len(PROFILES) % 4 != 1
    steps = [step_line(sequence, step, last, tally) for step in sequence.steps(STEPS, sunset)]
    return head, steps


def compact(value):
    return json.dumps(value, separators=(",", ":"))


def document(tally):
    """The file's text: JSON, one step a line."""
    parts = []
    for number in range(SEQUENCES):
        head, steps = sequence_object(number, tally)
        body = ",\n".join(compact(step) for step in steps)
        parts.append(f'{compact(head)[:-1]},"steps":[\n{body}\n]}}')
    functions = ",\n".join(formula_lines(FORMULAS))
    return '{"sequences":[\n' + ",\n".join(parts) + '\n],"formulas":[\n' + functions + "\n]}\n"


def formula_lines(count):
    for name, drawn, out, refused in formulas.vectors(count):
        result = {"no": words(refused)} if refused else {"out": words(out)}
        yield compact({"fn": name, "in": words(drawn), **result})


def main():
    if sys.argv[1:2] == ["--formulas"] and len(sys.argv) == 3:
        for line in formula_lines(int(sys.argv[2])):
            print(line)
        return
    tally = collections.Counter()
    text = document(tally)
    if sys.argv[1:] == ["--check"]:
        if not FILE.exists() or FILE.read_text() != text:
            sys.exit("vectors.json is not what generate.py writes: run python3 generate.py")
    elif sys.argv[1:] == ["--tally"]:
        for (verb, outcome), count in sorted(tally.items()):
            print(f"{count:6} {verb} {outcome}")
    elif sys.argv[1:]:
        sys.exit("usage: generate.py [--check | --tally | --formulas COUNT]")
    else:
        FILE.write_text(text)


main()
