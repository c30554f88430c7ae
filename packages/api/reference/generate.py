#!/usr/bin/env python3
"""Writes the test vectors of the pool's records to standard output: python3 generate.py records.

Standard library only; the same output at every run. Written from the layout in the documentation of `api::pool::raw`.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "amm-math" / "reference"))

from common import Refused, refuse_if, vectors  # noqa: E402


def to_bytes(value, width, signed=False):
    try:
        return value.to_bytes(width, "big", signed=signed)
    except OverflowError:
        raise Refused("Field") from None


# Reserves, fees, spreads and the virtual reserve; then height, time, last_log, acc, checkpoint_time; then the anchor.
HOT = [(14, False)] * 7 + [(5, False)] * 2 + [(6, True), (12, True), (5, False)] + [(6, True)]
HEAD = 37


def shortest(value):
    return value.to_bytes((value.bit_length() + 7) // 8, "big")


def shortest_signed(value):
    width = 0
    while value and not -(2 ** (8 * width - 1)) <= value < 2 ** (8 * width - 1):
        width += 1
    return value.to_bytes(width, "big", signed=True)


def pairs(lengths):
    return bytes(16 * a + b for a, b in zip(lengths[::2], lengths[1::2]))


def hot_encode(*fields):
    parts = [to_bytes(v, w, signed) for v, (w, signed) in zip(fields[:12], HOT)]
    last_log, anchor = fields[9], fields[12]
    difference = shortest_signed(anchor - last_log)
    refuse_if(Field=len(difference) > 7)
    tail = [shortest(value) for value in fields[:7]] + [difference]
    return b"".join([*parts[7:], pairs([len(part) for part in tail]), *tail])


def hot_decode(data):
    refuse_if(Length=len(data) < HEAD)
    lengths = [half for byte in data[HEAD - 4:HEAD] for half in (byte >> 4, byte & 15)]
    refuse_if(Length=len(data) != HEAD + sum(lengths))
    fields = []
    for width, signed in HOT[7:12]:
        fields.append(int.from_bytes(data[:width], "big", signed=signed))
        data = data[width:]
    data = data[4:]
    amounts = []
    for length in lengths[:7]:
        refuse_if(Field=length > 14 or data[:length].startswith(b"\0"))
        amounts.append(int.from_bytes(data[:length], "big"))
        data = data[length:]
    difference = int.from_bytes(data, "big", signed=True)
    refuse_if(Field=len(data) > 7 or shortest_signed(difference) != data)
    return amounts + fields + [fields[2] + difference]


def hot_bytes(s):
    """Mostly a record whose lengths are right; its amounts may be too long or begin with a zero."""
    if s.chance(0.2):
        return [random_bytes(s, s.between(30, 120))]
    data = random_bytes(s, HEAD - 4)[:HEAD - 4].ljust(HEAD - 4, b"\0")
    lengths = [15 if s.chance(0.02) else s.between(0, 14) for _ in range(7)]
    lengths.append(15 if s.chance(0.02) else s.between(0, 7))
    data += pairs(lengths)
    for length in lengths:
        amount = bytes(s.between(0, 255) for _ in range(length))
        data += amount if s.chance(0.1) else bytes(byte or 1 for byte in amount)
    return [data]


def checkpoints_encode(pairs):
    out = b""
    for time, acc in pairs:
        refuse_if(Field=time == 0)
        out += to_bytes(time or 0, 5) + to_bytes(acc or 0, 12, True)
    return out


def checkpoints_decode(data):
    refuse_if(Length=len(data) != 136)
    pairs = []
    for i in range(8):
        part = data[17 * i:17 * i + 17]
        time, acc = int.from_bytes(part[:5], "big"), int.from_bytes(part[5:], "big", signed=True)
        refuse_if(Field=time == 0 and acc != 0)
        pairs.append(f"{time} {acc}" if time else "None")
    return pairs


def hot_inputs(s):
    fault = s.between(0, 11) if s.chance(0.3) else None
    fields = []
    for i, (width, signed) in enumerate(HOT):
        bits = 8 * width
        low, high = (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) if signed else (0, 2**bits - 1)
        if i == fault:
            fields.append(high + 1 if not signed or s.chance(0.5) else low - 1)
        else:
            fields.append(s.choice(low, high, 0, s.between(low, high)))
    return fields


def random_bytes(s, length):
    if s.chance(0.1):
        length = s.choice(0, length - 1, length + 1, 2 * length)
    return bytes(s.choice(0, 255, s.between(0, 255)) for _ in range(length))


def checkpoints_inputs(s):
    """Times that fit and, seldom, one that does not or a zero."""
    pairs = []
    for _ in range(8):
        if s.chance(0.3):
            pairs.append([None, None])
        else:
            time = s.choice(0, 2**40, 2**40 - 1, 1) if s.chance(0.05) else s.between(1, 2**40 - 1)
            acc = s.choice(2**95, -(2**95), 2**95 - 1, -(2**95) - 1) if s.chance(0.05) else s.between(-(2**95), 2**95 - 1)
            pairs.append([time, acc])
    return [pairs]


def checkpoint_bytes(s):
    """Canonical bytes half of the time, anything else."""
    if s.chance(0.5):
        return [random_bytes(s, 136)]
    data = b""
    for _ in range(8):
        data += bytes(17) if s.chance(0.3) else bytes(s.between(0, 255) for _ in range(17))
    return [data]


if sys.argv[1:] != ["records"]:
    sys.exit("usage: generate.py records")
vectors("hot_encode", hot_inputs, hot_encode)
vectors("hot_decode", hot_bytes, hot_decode)
vectors("checkpoints_encode", checkpoints_inputs, checkpoints_encode)
vectors("checkpoints_decode", checkpoint_bytes, checkpoints_decode)
