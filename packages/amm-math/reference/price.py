"""Logarithms, prices and the price accumulator, from definitions, at 140 decimal digits where powers occur."""

from decimal import Decimal
from fractions import Fraction

from common import LN2, U128, Refused, exp2, fits, refuse_if, rounded, vectors

Q40 = 2**40
WINDOWS = [600, 1_800, 86_400, 604_800]
CLAMP = rounded(Decimal("1.002").ln() / LN2 * Q40, "Down")  # per second
RAMP = 600  # seconds


def log2_ratio(num, den):
    """Never above the exact logarithm, and below it by less than 2^-40 + 2^-61."""
    refuse_if(Zero=0 in (num, den))
    exact = (Decimal(num) / Decimal(den)).ln() / LN2 * Q40
    lowest = rounded(exact - Decimal(2) ** -21, "Down")
    return [[lowest, rounded(exact, "Down")]]


def around(exact, direction, relative, limit=U128, reason="Overflow"):
    """The integers that lie on the right side of `exact`, within one unit and a relative error."""
    if direction == "Down":
        lowest, highest = rounded(exact * (1 - relative) - 1, "Down") + 1, rounded(exact, "Down")
    else:
        lowest, highest = rounded(exact, "Up"), rounded(exact * (1 + relative) + 1, "Up") - 1
    if rounded(exact, direction) > limit:
        raise Refused(reason)
    return [max(0, lowest), max(lowest, highest)]  # next to 0 the bounds agree to more digits than are kept


def mul_exp2(value, x, direction):
    return [around(Decimal(value) * exp2(Fraction(x, Q40)), direction, Decimal(2) ** -56)]


def exp2_q64(x, direction):
    return mul_exp2(2**64, x, direction)


def price_from_log2(x, direction):
    try:
        [[lowest, highest]] = exp2_q64(x, direction)
    except Refused:
        raise Refused("PriceOutOfRange") from None
    refuse_if(PriceOutOfRange=highest == 0)
    return [[lowest, highest]]


def price_from_ratio(num, den, direction):
    refuse_if(DivisionByZero=den == 0)
    raw = rounded(Fraction(num * 2**64, den), direction)
    refuse_if(PriceOutOfRange=raw > U128 or (raw == 0 < num))
    return raw


def price_log2(raw):
    return log2_ratio(raw, 2**64)


def price_value(raw, credits, direction):
    return fits(rounded(Fraction(raw * credits, 2**64), direction))


def price_mul_bps(raw, bps, direction):
    result = rounded(raw * Fraction(bps, 10_000), direction)
    refuse_if(PriceOutOfRange=result > U128)
    return result


def path(last, spot, seconds):
    """The accumulated price over some seconds: corners [second, log] of the way towards the spot price, and then along it."""
    way = min(abs(spot - last), CLAMP * RAMP)
    there = Fraction(way, CLAMP)
    end = last + (way if spot > last else -way)
    if seconds <= there:
        return [(0, last), (seconds, last + (end - last) * seconds / there if there else end)]
    return [(0, last), (there, end), (seconds, end)]


def area(corners):
    return sum((t1 - t0) * (log0 + log1) / Fraction(2) for (t0, log0), (t1, log1) in zip(corners, corners[1:]))


def advance(height, time, last, acc, new_height, new_time, spot):
    if new_time <= time:
        return [new_height, time, last, acc]
    corners = path(last, spot, new_time - time)
    return [new_height, new_time, corners[-1][1], acc + rounded(area(corners), "Down")]


def history(start, trades, window, now):
    """The mean of the logarithm and the price over a window, from the list of all trades [height, time, spot] and the spot price
    since.

    Nothing is accumulated here: the area of each stretch is kept, and the mean is taken over the stretches since the checkpoint
    that the rule picks."""
    _, time, last = start
    stretches = []  # (from, area)
    pairs = [(None, time)] * 4
    for _, new_time, spot in trades + [[None, now, trades[-1][2] if trades else last]]:
        corners = path(last, spot, max(0, new_time - time))
        stretches.append((time, rounded(area(corners), "Down")))
        last = corners[-1][1]
        time = max(time, new_time)
        pairs = [(cur, time) if time - cur >= w else (prev, cur) for (prev, cur), w in zip(pairs, WINDOWS)]
    old_enough = [t for t in reversed(pairs[window]) if t is not None and time - t >= WINDOWS[window]]
    if not old_enough:
        return ["None"]
    since = old_enough[0]
    mean = rounded(Fraction(sum(area for begun, area in stretches if begun >= since), time - since), "Down")
    [price] = price_from_log2(mean, "Up")
    return [mean, price]


def history_inputs(s):
    start = [s.between(1, 2**30), s.between(1, 2**32), s.between(-60 * Q40, 60 * Q40)]
    height, time, spot = start
    trades = []
    step = s.choice(1, 60, 600, 30_000)
    for _ in range(s.between(0, 30)):
        height = s.between(1, 2**30) if s.chance(0.1) else height + 1
        time += s.choice(0, 1, s.between(0, 2 * step), s.between(0, 2 * step))
        spot += s.between(-Q40 // 20, Q40 // 20) if s.chance(0.8) else s.between(-5 * Q40, 5 * Q40)
        spot = min(max(spot, -63 * Q40), 63 * Q40)
        trades.append([height, max(0, time - s.between(0, step)) if s.chance(0.1) else time, spot])
    return [start, trades, s.between(0, 3), max(0, time + s.choice(-1, 0, 1, 599, 600, 86_400, s.between(0, 10**6)))]


def advance_inputs(s):
    height, time = s.between(0, 2**39), s.between(0, 2**39)
    last, acc = s.between(-(2**47), 2**47), s.between(-(2**90), 2**90)
    new_height = max(0, height + s.choice(-1, 0, 1, 2, s.between(-10**6, 10**6)))
    new_time = max(0, time + s.choice(-1, 0, 1, 6, 599, 600, 601, s.between(-10**4, 10**4), s.between(0, 10**7)))
    spot = s.between(-(2**47), 2**47) if s.chance(0.3) else last + s.choice(1, 30, 600) * s.between(-CLAMP, CLAMP)
    return [height, time, last, acc, new_height, new_time, spot]


def exponent(s):
    if s.chance(0.2):
        return s.choice(0, 1, -1, Q40, -Q40, 64 * Q40, 64 * Q40 - 1, -64 * Q40, -65 * Q40, 2**62, -(2**63), 2**63 - 1)
    return s.between(-70 * Q40, 70 * Q40)


def ratio(s):
    """Mostly anything; sometimes neighbours, or powers of two."""
    a, b = s.amount(), s.amount()
    if s.chance(0.1):
        return [a, min(a + 1, U128)]
    if s.chance(0.1):
        return [2 ** s.between(0, 127), 2 ** s.between(0, 127)]
    return [a, b]


def generate():
    direction = ("Down", "Up")
    vectors("log2_ratio", ratio, log2_ratio)
    vectors("spot_log", ratio, lambda x, y: log2_ratio(y, x))
    vectors("mul_exp2", lambda s: [s.amount(), exponent(s), s.choice(*direction)], mul_exp2)
    vectors("exp2_q64", lambda s: [exponent(s), s.choice(*direction)], exp2_q64)
    vectors("price_from_log2", lambda s: [exponent(s), s.choice(*direction)], price_from_log2)
    vectors("price_from_ratio", lambda s: [*ratio(s), s.choice(*direction)], price_from_ratio)
    vectors("price_log2", lambda s: [s.amount()], price_log2)
    vectors("price_value", lambda s: [s.amount(), s.amount(), s.choice(*direction)], price_value)
    vectors("price_mul_bps", lambda s: [s.amount(), s.bps(2**32 - 1), s.choice(*direction)], price_mul_bps)
    vectors("advance", advance_inputs, advance)
    vectors("history", history_inputs, history)
