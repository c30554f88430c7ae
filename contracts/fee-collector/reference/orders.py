"""What orders.rs should answer, in exact rationals, from the formulas of docs/economics.md.

Prints one case a line, numbers apart by blanks:

    buy_back held hops (hop)... -> chunk min_out at_mean uses..., or held, or hop and its index, or dear
    provide  held (hop) supply -> amount uses shares, or held, or hop 0

A hop is: fee share reserve zero half_hour day pays free other, with -1 for pays where all that its curve counts can be paid,
what is left of its quota in parts of WHOLE, and the reserve of what comes out.
"""

import random
from fractions import Fraction as F
from math import isqrt

CASES = 6_000
ONE = 2**64
WHOLE = 10**12
LEAST = 1_000
RNG = random.Random("fee-collector/orders")


def magnitude(bits):
    return max(1, RNG.getrandbits(RNG.randint(1, bits)))


def hop():
    price = magnitude(100) << RNG.randint(0, 20)
    day = max(1, int(price * F(RNG.randint(9_000, 11_000), 10_000)))
    fee, share = RNG.choice([5, 30, 100, 500, RNG.randint(5, 500)]), RNG.choice([1_000, 2_500, RNG.randint(1, 2_500)])
    pays = magnitude(112) if RNG.randint(0, 3) == 0 else -1
    free = RNG.choice([WHOLE, WHOLE, RNG.randint(0, WHOLE)])
    reserve, zero = magnitude(112), RNG.randint(0, 1)
    # Near the mean, above or below it, or anywhere.
    near = floor(reserve * out_per_in(zero, price) * F(RNG.randint(1, 40), 20))
    other = near if 0 < near < 2**112 and RNG.randint(0, 3) else magnitude(112)
    return (fee, share, reserve, zero, price, day, pays, free, other)


def out_per_in(zero, price):
    return F(price, ONE) if zero else F(ONE, price)


def floor(x):
    return x.numerator // x.denominator


def ceil(x):
    return -((-x.numerator) // x.denominator)


def quota(hop):
    fee, share, reserve, *_ = hop
    return floor(F(fee, 10_000) * F(share, 10_000) * reserve / 2)


def uses(hop, amount):
    return min(WHOLE, ceil(F(amount * WHOLE, quota(hop))))


def best(hop):
    _, _, reserve, zero, half_hour, *_, other = hop
    return max(out_per_in(zero, half_hour), F(other, reserve))


def most(hop):
    _, _, _, zero, half_hour, _, pays, free, _ = hop
    bound = floor(quota(hop) * F(free, WHOLE))
    if pays < 0:
        return bound
    return min(bound, floor((pays - ceil(F(pays, 8))) / out_per_in(zero, half_hour)))


def buy_back(held, hops):
    risen = F(1)
    for _, _, _, zero, half_hour, day, *_ in hops:
        risen *= out_per_in(zero, day) / out_per_in(zero, half_hour)
    if risen > F(105, 100):
        return "dear"
    chunk, none = held, "held"
    for i, hop in enumerate(hops):
        bound = most(hop)
        for earlier in reversed(hops[:i]):
            bound = floor(bound / best(earlier))
        if bound < chunk:
            chunk, none = bound, f"hop {i}"
    out = at_mean = at_best = chunk
    used = []
    for hop in hops:
        fee, _, reserve, zero, half_hour, *_ = hop
        if out < LEAST:
            return none
        used.append(uses(hop, at_best))
        at_best = floor(at_best * best(hop))
        net = out - ceil(F(out * fee, 10_000))
        out = floor(net * (1 - F(out, reserve)) * out_per_in(zero, half_hour))
        at_mean = floor(at_mean * out_per_in(zero, half_hour))
        if max(out, at_mean, at_best) >= 2**128:
            return None
    if out < LEAST:
        return none
    return f"{chunk} {ceil(out / F(101, 100))} {at_mean} {show(used)}"


def provide(held, hop, supply):
    fee, _, reserve, zero, half_hour, *_, other = hop
    amount = min(held, most(hop))
    if amount < LEAST:
        return "hop 0" if most(hop) < held else "held"
    square = F(reserve * other) / out_per_in(zero, half_hour)
    balanced = isqrt(floor(square))
    if balanced == 0 or 4 * balanced <= amount or 4 * balanced >= 2**128:
        return None
    kept = 1 - F(fee, 10_000)
    shares = F(supply * amount, 2 * balanced) * kept / (1 - F(fee, 20_000)) * (1 - F(amount, 4 * balanced))
    shares = max(1, floor(shares / F(101, 100)))
    return None if shares >= 2**128 else f"{amount} {uses(hop, amount)} {shares}"


def show(numbers):
    return " ".join(str(number) for number in numbers)


def main():
    for _ in range(CASES):
        hops, held = [hop() for _ in range(RNG.randint(1, 4))], magnitude(112)
        answer = buy_back(held, hops)
        if answer is not None:
            print("buy_back", held, len(hops), *map(show, hops), "->", answer)
        one, supply = hop(), magnitude(112)
        answer = provide(held, one, supply)
        if answer is not None:
            print("provide", held, show(one), supply, "->", answer)


main()
