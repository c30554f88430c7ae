"""Locks of other jobs and reputation: single formulas, exact, each with its rounding."""

import random
from decimal import Decimal, getcontext
from fractions import Fraction
from math import ceil, floor

from rounding import BPS, Refused, refuse_if

getcontext().prec = 140
MONTH = 30 * 86_400
U32, U64, U128 = 2**32 - 1, 2**64 - 1, 2**128 - 1
EDGES = [0, 1, 2, 3, 9_999, 10_000, 10_001, 10**6, 10**18, 2**64 - 1, 2**64, 2**127, U128]


def lock(gain, rho, burn, cap, l_min, cost, declared, p):
    """Every term rounds up, from its exact value; g's own rounding too."""
    refuse_if(out_of_range=not 0 < p <= BPS or burn == 0 or rho + burn >= BPS)
    rho, burn, p = Fraction(rho, BPS), Fraction(burn, BPS), Fraction(p, BPS)
    g = ceil(cost * Fraction(gain, BPS)) + declared
    terms = [l_min, cost * Fraction(cap, BPS), declared / (1 - rho - burn), g * (1 - p) / (p * (1 - rho))]
    if declared > 0:
        terms.append(g * (1 - p) / (p * burn))
    refuse_if(overflow=max(g, *terms) > U128)
    return [ceil(max(terms))]


def volunteer_lock(other, v, penalty):
    """The lock of a volunteer for a standard job."""
    return [max(other, ceil(v * Fraction(penalty, BPS)))]


def lateness(cost, faults, cap):
    """What burns of the lock, rounded up: 10 % of the cost, doubled by every earlier fault, to the cap. Then:
    is it the cap?"""
    ramp = Fraction(1, 10) * 2 ** min(faults, 40)
    return [ceil(cost * min(ramp, Fraction(cap, BPS))), int(ramp >= Fraction(cap, BPS))]


def volunteer_slash(cost, faults, cap, v, penalty):
    return [max(lateness(cost, faults, cap)[0], ceil(v * Fraction(penalty, BPS)))]


def faults_after(faults, seconds):
    return [faults >> min(seconds // MONTH, 64)]


def fraud(lock, rho, burn, declared, reporter):
    """Reporter, client, burned. ρ rounds down, burn_min up; without a reporter its part burns."""
    refuse_if(out_of_range=rho + burn > BPS)
    bounty = floor(lock * Fraction(rho, BPS))
    client = min(declared, lock - bounty - ceil(lock * Fraction(burn, BPS)))
    bounty = bounty if reporter else 0
    return [bounty, client, lock - bounty - client]


def severity(take, default):
    """What B gains: the take after fraud, a quarter of it, rounded up, after lateness or a default."""
    return [ceil(Fraction(take, 4)) if default else take]


def fade(value, seconds, half_life, up):
    """value·2^(−seconds/half_life): the lowest and the highest right result, a part in 2^39 apart."""
    refuse_if(zero=half_life == 0)
    halvings = min(Fraction(seconds, half_life), 1_000)
    exact = value / (Decimal(2).ln() * halvings.numerator / halvings.denominator).exp()
    nearest = exact.to_integral_value()
    if nearest != 0 and abs(exact - nearest) < Decimal(10) ** -60:
        exact = nearest  # the last digits are not exact
    error = Decimal(2) ** -39
    if up:
        return [ceil(exact), min(U128, ceil(exact * (1 + error)))]
    return [floor(exact * (1 - error)), floor(exact)]


def score(good, bad, a, b, weight):
    faults, whole = weight * bad + b, good + weight * bad + a + b
    refuse_if(overflow=max(faults, whole) > U128, division_by_zero=whole == 0)
    return [floor(BPS * Fraction(good + a, good + weight * bad + a + b))]


def vectors(count):
    """Vectors of each formula: [name, inputs, outputs, None], or [name, inputs, None, words of refusal]."""
    r = random.Random("credit/formulas")

    def amount(bits=128):
        edges = [edge for edge in EDGES if edge < 2**bits]
        return r.choice(edges) if r.random() < 0.2 else r.getrandbits(r.randint(1, bits))

    def rates():
        usual = [r.randint(0, 4_000), r.randint(2_000, 5_000)]
        extreme = [[0, 0], [5_000, 5_000], [10_001, 1], [9_000, 999], [9_000, 1_001], [0, BPS], [BPS, 0]]
        return usual if r.random() < 0.95 else r.choice(extreme)

    def detected():
        return r.choice([0, 1, 9_999, 10_000, 10_001]) if r.random() < 0.1 else r.randint(500, 10_000)

    def faults():
        return r.choice([31, 32, 33, U32]) if r.random() < 0.1 else r.choice([0, 0, 1, 2, 3, 7])

    def times():
        half_life = r.choice([0, 1, U64] if r.random() < 0.1 else [MONTH, 3 * MONTH, r.randint(1, 10**8)])
        any_time = [r.randint(0, 20 * half_life + 1) for _ in range(2)]
        return [min(r.choice([0, half_life, U64, *any_time]), U64), half_life]

    def slash():
        return [amount(112), faults(), r.randint(1_000, 10_000)]

    inputs = {
        lock: lambda: [r.randint(10_000, 50_000), *rates(), r.randint(1_000, 10_000), amount(64), amount(),
                       r.choice([0, amount(100)]), r.choice([500, 5_000, 10_000, detected()])],
        volunteer_lock: lambda: [amount(), amount(), r.choice([2_500, r.randint(1_000, 5_000)])],
        lateness: slash,
        volunteer_slash: lambda: [*slash(), amount(), 2_500],
        faults_after: lambda: [r.choice([r.randint(0, 40), U32]),
                               r.choice([0, MONTH - 1, MONTH, 2 * MONTH, r.getrandbits(40), U64])],
        fraud: lambda: [amount(), *rates(), amount(), r.choice([0, 1])],
        severity: lambda: [amount(), r.choice([0, 1])],
        fade: lambda: [amount(), *times(), r.choice([0, 1])],
        score: lambda: [*(amount() for _ in range(4)), r.choice([0, 1, 4, 20, U32])],
    }
    for formula, draw in inputs.items():
        for _ in range(count):
            drawn = draw()
            try:
                yield formula.__name__, drawn, formula(*drawn), None
            except Refused as refused:
                yield formula.__name__, drawn, None, refused.words
