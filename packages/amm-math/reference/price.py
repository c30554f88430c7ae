"""Logarithms, prices, the price accumulator and the records, from definitions, at 140 decimal digits where powers occur."""

from decimal import Decimal
from fractions import Fraction

from common import LN2, U128, Refused, exp2, fits, refuse_if, rounded, vectors

Q40 = 2**40
WINDOWS = [600, 1_800, 86_400, 604_800]
CLAMP = rounded(Decimal("1.01").ln() / LN2 * Q40, "Down")


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


def clamped(last, spot, blocks):
    reach = CLAMP * min(blocks, 100)
    return min(max(spot, last - reach), last + reach)


def advance(height, time, last, acc, new_height, new_time, spot):
    if new_height == height:
        return [height, time, last, acc]
    refuse_if(Backwards=new_height < height or new_time < time)
    log = clamped(last, spot, new_height - height)
    return [new_height, new_time, log, acc + log * (new_time - time)]


def acc_at(time, last, acc, now):
    refuse_if(Backwards=now < time)
    return acc + last * (now - time)


def history(start, trades, window, now):
    """The mean of the logarithm and the price over a window, from the list of all trades [height, time, spot].

    Nothing is accumulated here: the clamped price of each stretch is kept, and the mean is taken over the stretches since the
    checkpoint that the rule picks."""
    height, time, last = start
    stretches = []  # (from, to, log)
    pairs = [(None, time)] * 4
    for new_height, new_time, spot in trades:
        if new_height == height:
            continue
        last = clamped(last, spot, new_height - height)
        stretches.append((time, new_time, last))
        height, time = new_height, new_time
        pairs = [(cur, time) if time - cur >= w else (prev, cur) for (prev, cur), w in zip(pairs, WINDOWS)]
    refuse_if(Backwards=now < time and any(p and now - p >= WINDOWS[window] for p in pairs[window]))
    stretches.append((time, now, last))
    previous, current = pairs[window]
    old_enough = [t for t in (current, previous) if t is not None and now - t >= WINDOWS[window]]
    refuse_if(TooYoung=not old_enough)
    since = old_enough[0]
    area = sum(log * (to - max(frm, since)) for frm, to, log in stretches if to > since)
    mean = rounded(Fraction(area, now - since), "Down")
    [price] = price_from_log2(mean, "Up")
    return [mean, price]


def history_inputs(s):
    start = [s.between(1, 2**30), s.between(1, 2**32), s.between(-60 * Q40, 60 * Q40)]
    height, time, spot = start
    trades = []
    step = s.choice(1, 60, 600, 30_000)
    for _ in range(s.between(0, 30)):
        blocks = s.choice(0, 1, 1, 2, s.between(1, 300))
        height += blocks
        time += 0 if blocks == 0 else s.between(0, 2 * step)
        spot += s.between(-Q40 // 20, Q40 // 20) if s.chance(0.8) else s.between(-5 * Q40, 5 * Q40)
        spot = min(max(spot, -63 * Q40), 63 * Q40)
        trades.append([height, time, spot])
    return [start, trades, s.between(0, 3), time + s.choice(0, 1, 599, 600, 86_400, s.between(0, 10**6))]


def advance_inputs(s):
    height, time = s.between(0, 2**39), s.between(0, 2**39)
    last, acc = s.between(-(2**47), 2**47), s.between(-(2**90), 2**90)
    new_height = max(0, height + s.choice(-1, 0, 1, 2, s.between(0, 200), s.between(0, 10**6)))
    new_time = max(0, time + (s.choice(-1, 0) if s.chance(0.1) else s.between(0, 10**7)))
    spot = s.between(-(2**47), 2**47) if s.chance(0.3) else last + s.between(-CLAMP * 3, CLAMP * 3)
    return [height, time, last, acc, new_height, new_time, spot]


def to_bytes(value, width, signed=False):
    try:
        return value.to_bytes(width, "big", signed=signed)
    except OverflowError:
        raise Refused("BadField") from None


HOT = [(14, False)] * 4 + [(5, False)] * 2 + [(6, True), (12, True), (5, False)]


def shortest(value):
    return value.to_bytes((value.bit_length() + 7) // 8, "big")


def hot_encode(*fields):
    parts = [to_bytes(v, w, signed) for v, (w, signed) in zip(fields, HOT)]
    amounts = [shortest(value) for value in fields[:4]]
    lengths = bytes(16 * len(a) + len(b) for a, b in (amounts[:2], amounts[2:]))
    return b"".join([*parts[4:], lengths, *amounts])


def hot_decode(data):
    refuse_if(BadRecord=len(data) < 35)
    lengths = [half for byte in data[33:35] for half in (byte >> 4, byte & 15)]
    refuse_if(BadRecord=len(data) != 35 + sum(lengths))
    fields = []
    for width, signed in HOT[4:]:
        fields.append(int.from_bytes(data[:width], "big", signed=signed))
        data = data[width:]
    data = data[2:]
    amounts = []
    for length in lengths:
        refuse_if(BadField=length > 14 or data[:length].startswith(b"\0"))
        amounts.append(int.from_bytes(data[:length], "big"))
        data = data[length:]
    return amounts + fields


def hot_bytes(s):
    """Mostly a record whose lengths are right; its amounts may be too long or begin with a zero."""
    if s.chance(0.2):
        return [random_bytes(s, s.between(30, 100))]
    data = random_bytes(s, 33)[:33].ljust(33, b"\0")
    lengths = [15 if s.chance(0.02) else s.between(0, 14) for _ in range(4)]
    data += bytes(16 * a + b for a, b in (lengths[:2], lengths[2:]))
    for length in lengths:
        amount = bytes(s.between(0, 255) for _ in range(length))
        data += amount if s.chance(0.1) else bytes(byte or 1 for byte in amount)
    return [data]


def checkpoints_encode(pairs):
    out = b""
    for time, acc in pairs:
        refuse_if(BadField=time == 0)
        out += to_bytes(time or 0, 5) + to_bytes(acc or 0, 12, True)
    return out


def checkpoints_decode(data):
    refuse_if(BadRecord=len(data) != 136)
    pairs = []
    for i in range(8):
        part = data[17 * i:17 * i + 17]
        time, acc = int.from_bytes(part[:5], "big"), int.from_bytes(part[5:], "big", signed=True)
        refuse_if(BadField=time == 0 and acc != 0)
        pairs.append(f"{time} {acc}" if time else "None")
    return pairs


def hot_inputs(s):
    fault = s.between(0, 8) if s.chance(0.3) else None
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


def hot_spot(x, y):
    """log2 of y/x, and y/x itself rounded up."""
    refuse_if(Zero=0 in (x, y))
    return [*log2_ratio(y, x), price_from_ratio(y, x, "Up")]


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
    vectors("acc_at", lambda s: (lambda i: [i[1], i[2], i[3], i[5]])(advance_inputs(s)), acc_at)
    vectors("history", history_inputs, history)
    vectors("hot_encode", hot_inputs, hot_encode)
    vectors("hot_decode", hot_bytes, hot_decode)
    vectors("hot_spot", lambda s: [s.between(0, 2**112 - 1) if s.chance(.1) else s.log_uniform(112) for _ in "xy"], hot_spot)
    vectors("checkpoints_encode", checkpoints_inputs, checkpoints_encode)
    vectors("checkpoints_decode", checkpoint_bytes, checkpoints_decode)
