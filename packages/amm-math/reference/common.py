"""Shared parts of the reference: random inputs with extremes, rounding, and the output of vectors.

A vector is one JSON line {"fn", "in", "out" | "err"}. Numbers are decimal strings. An entry of "out" is the exact result, or a
pair [lowest, highest] where the function under test states an error bound instead. "err" lists every reason for which the
function may refuse the input; when it is present the function must refuse.
"""

import json
import random
import sys
from decimal import Decimal, ROUND_CEILING, ROUND_FLOOR, getcontext
from fractions import Fraction

getcontext().prec = 140

BPS = 10_000
U128 = 2**128 - 1
MAX_RESERVE = 2**112 - 1
LN2 = Decimal(2).ln()
COUNT = 4_000  # vectors per function, so that well over 2,000 of each are accepted inputs

EDGES = [0, 1, 2, 3, 999, 1_000, 1_001, 9_999, 10_000, 10**6, 2**32, 2**64 - 1, 2**64, 10**18,
         2**111, 2**112 - 2, 2**112 - 1, 2**112, 2**127, 2**128 - 1]


class Refused(Exception):
    """The input must be refused, for one of the given reasons."""

    def __init__(self, *reasons):
        super().__init__(*reasons)
        self.reasons = sorted(set(reasons))


def refuse_if(**reasons):
    """refuse_if(Zero=a == 0, BadFee=f > 1): refuses if any condition holds, naming all that do."""
    found = [name for name, holds in reasons.items() if holds]
    if found:
        raise Refused(*found)


class Source:
    """Random inputs, the same for every run."""

    def __init__(self, name):
        self.rng = random.Random(f"amm-math/{name}")

    def log_uniform(self, bits, least=0):
        """An integer below 2^bits whose magnitude is uniform."""
        return max(least, self.rng.getrandbits(self.rng.randint(1, bits)))

    def amount(self, bits=128):
        """An amount: mostly of any magnitude, sometimes an extreme."""
        if self.rng.random() < 0.12:
            return self.rng.choice([e for e in EDGES if e < 2**bits])
        return self.log_uniform(bits)

    def reserve(self):
        """A reserve: mostly valid, seldom zero or too large."""
        pick = self.rng.random()
        if pick < 0.02:
            return self.rng.choice([0, 2**112, U128])
        if pick < 0.12:
            return self.rng.choice([1, 2, 1_000, 2**64, 2**111, MAX_RESERVE - 1, MAX_RESERVE])
        return self.log_uniform(112, 1)

    def bps(self, most=BPS):
        """Basis points, with the usual fees and the ends often."""
        if self.rng.random() < 0.3:
            return self.rng.choice([0, 1, 5, 30, 100, most - 1, most])
        return self.rng.randint(0, most)

    def choice(self, *options):
        return self.rng.choice(options)

    def between(self, low, high):
        return self.rng.randint(low, high)

    def chance(self, probability):
        return self.rng.random() < probability


def rounded(value, direction):
    """A Fraction or Decimal as an integer; a Decimal within 10^-90 of an integer other than 0 is that integer, for its last
    digits are not exact."""
    if isinstance(value, Decimal):
        nearest = value.to_integral_value()
        if nearest != 0 and abs(value - nearest) < Decimal(10) ** -90:
            return int(nearest)
        return int(value.to_integral_value(ROUND_FLOOR if direction == "Down" else ROUND_CEILING))
    value = Fraction(value)
    return value.__floor__() if direction == "Down" else value.__ceil__()


def fits(value, limit=U128):
    refuse_if(Overflow=value > limit)
    return value


def largest(holds, start=1):
    """The largest integer n ≥ 0 for which holds(n), a predicate that is true up to some point; None if not even for 0."""
    if not holds(0):
        return None
    high = start
    while holds(high):
        high *= 2
    low = 0
    while high - low > 1:
        middle = (low + high) // 2
        if holds(middle):
            low = middle
        else:
            high = middle
    return low


def exp2(exponent):
    """2^exponent for a Fraction; beyond ±1,000, where every amount overflows or vanishes, as at the end of that range."""
    exponent = min(max(exponent, Fraction(-1_000)), Fraction(1_000))
    return (Decimal(exponent.numerator) / Decimal(exponent.denominator) * LN2).exp()


def text(value):
    if value is None:
        return None
    if isinstance(value, (list, tuple)):
        return [text(v) for v in value]
    if isinstance(value, (str, bytes)):
        return value.hex() if isinstance(value, bytes) else value
    return str(int(value))


def emit(name, inputs, reference):
    """Writes one vector: what `reference` returns, or why it refuses."""
    line = {"fn": name, "in": [text(i) for i in inputs]}
    try:
        result = reference(*inputs)
        line["out"] = [text(r) for r in (result if isinstance(result, list) else [result])]
    except Refused as refused:
        line["err"] = refused.reasons
    sys.stdout.write(json.dumps(line) + "\n")


def vectors(name, inputs, reference, count=COUNT):
    """Vectors of one function, from inputs(source)."""
    source = Source(name)
    for _ in range(count):
        emit(name, inputs(source), reference)
