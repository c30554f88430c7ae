"""What orders.rs should answer, in exact rationals, from the formulas of docs/economics.md.

Prints one case a line, numbers apart by blanks:

    buy_back held hops (hop)... -> chunk min_out at_mean, or none, or dear
    provide  held (hop) other supply -> amount shares

A hop is: fee share reserve zero half_hour day pays, with -1 where all that its curve counts can be paid.
"""

import random
from fractions import Fraction as F
from math import isqrt

CASES = 3_000
ONE = 2**64
RNG = random.Random("fee-collector/orders")


def magnitude(bits):
    return max(1, RNG.getrandbits(RNG.randint(1, bits)))


def hop():
    price = magnitude(100) << RNG.randint(0, 20)
    day = max(1, int(price * F(RNG.randint(9_000, 11_000), 10_000)))
    fee, share = RNG.choice([5, 30, 100, 500, RNG.randint(5, 500)]), RNG.choice([1_000, 2_500, RNG.randint(1, 2_500)])
    pays = magnitude(112) if RNG.randint(0, 3) == 0 else -1
    return (fee, share, magnitude(112), RNG.randint(0, 1), price, day, pays)


def out_per_in(zero, price):
    return F(price, ONE) if zero else F(ONE, price)


def floor(x):
    return x.numerator // x.denominator


def ceil(x):
    return -((-x.numerator) // x.denominator)


def most(hop):
    fee, share, reserve, zero, half_hour, _, pays = hop
    bound = floor(F(fee, 10_000) * F(share, 10_000) * reserve / 2)
    if pays < 0:
        return bound
    return min(bound, floor((pays - ceil(F(pays, 8))) / out_per_in(zero, half_hour)))


def buy_back(held, hops):
    risen = F(1)
    for _, _, _, zero, half_hour, day, _ in hops:
        risen *= out_per_in(zero, day) / out_per_in(zero, half_hour)
    if risen > F(105, 100):
        return "dear"
    chunk = held
    for i, hop in enumerate(hops):
        bound = most(hop)
        for _, _, _, zero, half_hour, _, _ in reversed(hops[:i]):
            bound = floor(bound / out_per_in(zero, half_hour))
        chunk = min(chunk, bound)
    out = at_mean = chunk
    for fee, _, reserve, zero, half_hour, _, _ in hops:
        if out == 0:
            return "none"
        net = out - ceil(F(out * fee, 10_000))
        out = floor(net * (1 - F(out, reserve)) * out_per_in(zero, half_hour))
        at_mean = floor(at_mean * out_per_in(zero, half_hour))
        if max(out, at_mean) >= 2**128:
            return None
    if out == 0:
        return "none"
    return f"{chunk} {ceil(out / F(101, 100))} {at_mean}"


def provide(held, hop, other, supply):
    fee, _, reserve, zero, half_hour, _, _ = hop
    amount = min(held, most(hop))
    square = F(reserve * other) / out_per_in(zero, half_hour)
    balanced = isqrt(floor(square))
    if amount == 0 or balanced == 0 or 4 * balanced <= amount or 4 * balanced >= 2**128:
        return None
    kept = 1 - F(fee, 10_000)
    shares = F(supply * amount, 2 * balanced) * kept / (1 - F(fee, 20_000)) * (1 - F(amount, 4 * balanced))
    shares = max(1, floor(shares / F(101, 100)))
    return None if shares >= 2**128 else f"{amount} {shares}"


def show(numbers):
    return " ".join(str(number) for number in numbers)


def main():
    for _ in range(CASES):
        hops, held = [hop() for _ in range(RNG.randint(1, 4))], magnitude(112)
        answer = buy_back(held, hops)
        if answer is not None:
            print("buy_back", held, len(hops), *map(show, hops), "->", answer)
        one, other, supply = hop(), magnitude(112), magnitude(112)
        answer = provide(held, one, other, supply)
        if answer is not None:
            print("provide", held, show(one), other, supply, "->", answer)


main()
