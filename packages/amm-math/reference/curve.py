"""Rounding, the constant product and splits, from their definitions in exact integers and fractions."""

from fractions import Fraction
from math import isqrt

from common import BPS, MAX_RESERVE, U128, fits, largest, refuse_if, rounded, vectors


def mul_div(a, b, c, direction):
    refuse_if(DivisionByZero=c == 0, Overflow=False)
    return fits(rounded(Fraction(a * b, c), direction))


def mul_bps(amount, bps, direction):
    return fits(rounded(amount * Fraction(bps, BPS), direction))


def check_pool(x, y, amount_in=0, amount_other=0, fee=0, supply=1):
    refuse_if(
        Zero=0 in (x, y, supply),
        ReserveTooLarge=x + amount_in > MAX_RESERVE or y + amount_other > MAX_RESERVE,
        BadFee=fee >= BPS,
    )


def output(x, y, amount_in, fee):
    """What the curve pays out: the invariant x·y must hold for what remains after the fee, in whole units."""
    paid = amount_in - rounded(amount_in * Fraction(fee, BPS), "Up")
    kept = rounded(Fraction(x * y, x + paid), "Up")
    return y - kept


def exact_in(x, y, amount_in, fee):
    refuse_if(Zero=amount_in == 0 or 0 in (x, y), BadFee=fee >= BPS,
              ReserveTooLarge=x + amount_in > MAX_RESERVE or y > MAX_RESERVE)
    out = output(x, y, amount_in, fee)
    refuse_if(Zero=out == 0)
    return [amount_in, out, rounded(amount_in * Fraction(fee, BPS), "Up")]


def exact_out(x, y, amount_out, fee):
    refuse_if(Zero=amount_out == 0 or 0 in (x, y), BadFee=fee >= BPS,
              ReserveTooLarge=max(x, y) > MAX_RESERVE, InsufficientLiquidity=amount_out >= y)
    too_little = largest(lambda a: output(x, y, a, fee) < amount_out)
    amount_in = too_little + 1
    refuse_if(ReserveTooLarge=x + amount_in > MAX_RESERVE, Overflow=amount_in > U128)
    return [amount_in, amount_out, rounded(amount_in * Fraction(fee, BPS), "Up")]


def locked(shares, *reserves):
    """The fewest shares, at least 1,000, that stand for at least 100 base units of each reserve."""
    least = max(Fraction(1_000), *(Fraction(100 * shares, reserve) for reserve in reserves))
    return rounded(least, "Up")


def provide_first(x, y):
    check_pool(x, y)
    shares = isqrt(x * y)
    refuse_if(BelowMinimumLiquidity=shares <= locked(shares, x, y))
    return [x, y, shares, locked(shares, x, y)]


def provide_balanced(x, y, supply, max_x, max_y):
    refuse_if(Zero=0 in (x, y, supply), ReserveTooLarge=max(x, y) > MAX_RESERVE)

    def cost(shares):
        return rounded(Fraction(shares * x, supply), "Up"), rounded(Fraction(shares * y, supply), "Up")

    shares = largest(lambda n: cost(n)[0] <= max_x and cost(n)[1] <= max_y)
    refuse_if(Zero=shares == 0, Overflow=shares + supply > U128,
              ReserveTooLarge=x + cost(shares)[0] > MAX_RESERVE or y + cost(shares)[1] > MAX_RESERVE)
    return [*cost(shares), shares]


def single_split(x, amount, fee, protocol_share):
    """The most that may be swapped so that the rest is at least in the ratio of what it buys: with y of the other asset, s buys
    y·s(1 − φ)/(x + s(1 − φ)) and leaves y·x/(x + s(1 − φ)), so in the ratio s(1 − φ)/x."""
    refuse_if(Zero=0 in (x, amount), ReserveTooLarge=x + amount > MAX_RESERVE, BadFee=fee >= BPS,
              OutOfRange=protocol_share > BPS)
    phi, pi = Fraction(fee, BPS), Fraction(protocol_share, BPS)
    net, stays = 1 - phi, 1 - phi * pi
    return largest(lambda s: (amount - s) * x >= s * net * (x + s * stays))


def withdraw(x, y, supply, shares):
    refuse_if(Zero=shares == 0, InsufficientLiquidity=shares > supply)
    out = [rounded(Fraction(side * shares, supply), "Down") for side in (x, y)]
    refuse_if(Zero=out == [0, 0])
    return out


def depth_in(x, impact):
    refuse_if(Zero=x == 0, ReserveTooLarge=x > MAX_RESERVE)
    return largest(lambda n: (x + n) ** 2 * BPS <= x**2 * (BPS + impact))


def split_bps(amount, shares):
    refuse_if(BadShares=sum(shares) != BPS)
    parts = [rounded(amount * Fraction(s, BPS), "Down") for s in shares]
    parts[0] = amount - sum(parts[1:])
    return parts


def pool_fee(s):
    return s.choice(0, 1, 5, 30, 100, 500, 9_999, 10_000, 2**32 - 1) if s.chance(0.4) else s.between(0, 1_000)


def lp_supply(s, x, y):
    """An LP supply: mostly what such reserves give, sometimes anything."""
    return s.amount() if s.chance(0.15) else max(1, isqrt(x * y) * s.between(1, 1_000) // 1_000)


def relative(s, reserve):
    """An amount up to a few times a reserve."""
    return s.amount(112) if s.chance(0.2) else min(U128, reserve * s.log_uniform(34) // 2**32)


def shares_of_whole(s):
    cuts = sorted(s.between(0, BPS) for _ in range(3))
    shares = [b - a for a, b in zip([0, *cuts], [*cuts, BPS])]
    if s.chance(0.1):
        shares[s.between(0, 3)] += s.choice(1, 7, 2**31)
    return shares


def single_split_inputs(s):
    x = s.reserve()
    return [x, relative(s, x), pool_fee(s), s.choice(0, 1_000, 2_500, 10_000, 10_001) if s.chance(0.5) else s.between(0, 2_500)]


def provide_balanced_inputs(s):
    x, y = s.reserve(), s.reserve()
    return [x, y, lp_supply(s, x, y), relative(s, x), relative(s, y)]


def exact_in_inputs(s):
    x, y = s.reserve(), s.reserve()
    return [x, y, relative(s, x), pool_fee(s)]


def exact_out_inputs(s):
    x, y = s.reserve(), s.reserve()
    out = s.choice(max(0, y - 1), y, min(U128, y + 1), 1) if s.chance(0.1) else y * s.log_uniform(32) // 2**32
    return [x, y, out, pool_fee(s)]


def withdraw_inputs(s):
    x, y = s.reserve(), s.reserve()
    supply = lp_supply(s, x, y)
    return [x, y, supply, s.choice(0, 1, supply, supply + 1) if s.chance(0.1) else supply * s.log_uniform(32) // 2**32]


def generate():
    direction = ("Down", "Up")
    vectors("mul_div", lambda s: [s.amount(), s.amount(), s.amount(), s.choice(*direction)], mul_div)
    vectors("mul_bps", lambda s: [s.amount(), s.bps(2**32 - 1), s.choice(*direction)], mul_bps)
    vectors("exact_in", exact_in_inputs, exact_in)
    vectors("exact_out", exact_out_inputs, exact_out)
    vectors("provide_first", lambda s: [s.reserve(), s.reserve()], provide_first)
    vectors("provide_balanced", provide_balanced_inputs, provide_balanced)
    vectors("single_split", single_split_inputs, single_split)
    vectors("withdraw", withdraw_inputs, withdraw)
    vectors("depth_in", lambda s: [s.reserve(), s.bps(2**32 - 1)], depth_in)
    vectors("split_bps", lambda s: [s.amount(), shares_of_whole(s)], split_bps)
