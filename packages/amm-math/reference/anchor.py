"""Swaps under a limit, in constant-product and launch pools, as exact rationals.

The meaning: each unit of input brings what the curve gives for it, or p where that is less. For n units that is, over the
real numbers, the least of a·p + c(n) − c(a) over all a from 0 to n, with c(n) = y·n/(x + n). Every output that is written is
first held against it: at most n·p, at most c(n), and no more than three units away but for the width of the unit that holds the
knee. The input for an output is searched by trying outputs.
"""

from fractions import Fraction
from functools import lru_cache
from math import isqrt, log2

from common import BPS, MAX_RESERVE, U128, exp2, refuse_if, rounded, vectors
from curve import pool_fee

Q40 = 1 << 40
COUNT = 340_000  # vectors of each direction, so that well over 300,000 are accepted inputs
LAUNCHES = 120_000  # of them in launch pools


def roots_of_two():
    """2^(1/2), 2^(1/4), … down to 2^-40, as ⌊root·2^63⌋, from square roots at 300 digits and more."""
    precision = 1100
    root, roots = 2 << precision, []
    for _ in range(40):
        root = isqrt(root << precision)
        roots.append(root >> (precision - 63))
    return roots


ROOTS = roots_of_two()


def limit_price(limit):
    """The number that mul_exp2 multiplies with when it rounds down: 2^limit from the roots at the set bits of its fraction, each
    product cut to 63 places."""
    mantissa = 1 << 63
    for place, root in enumerate(ROOTS, 1):
        if limit >> (40 - place) & 1:
            mantissa = mantissa * root >> 63
    power = (limit >> 40) - 63
    return Fraction(mantissa << power) if power >= 0 else Fraction(mantissa, 1 << -power)


def ceil_root(value):
    """The smallest integer whose square is at least a positive Fraction."""
    return isqrt(value.__ceil__() - 1) + 1


class Capped:
    """A pool with x coming in and y going out, and the limit p; p is None where no unit brings more than the limit."""

    def __init__(self, x, y, p):
        self.x, self.y, self.p = x, y, p if y > p * x else None
        if self.p is None:
            return
        self.knee = ceil_root(x * y / p) - x
        self.most = (self.knee * p).__floor__()
        self.excess = max(0, Fraction(y * self.knee, x + self.knee).__ceil__() - self.most)

    @staticmethod
    @lru_cache(4)
    def of(x, y, limit):
        return Capped(x, y, limit_price(limit))

    def plain(self, n):
        return self.y * n // (self.x + n)

    def output(self, n):
        if self.p is None:
            return self.plain(n)
        if n <= self.knee:
            return min(self.plain(n), n * self.p.numerator // self.p.denominator)
        return max(self.plain(n) - self.excess, min(self.most, self.plain(n)))

    def check(self, n):
        """The output of n against its meaning over the real numbers."""
        out, x, y, p = self.output(n), self.x, self.y, self.p
        assert out <= self.plain(n)
        if p is None:
            return
        assert out <= n * p
        # The input's reserve at the knee, r/2^64; what is off counts twice over, as the least is flat there.
        r, after = isqrt((x * y << 128) * p.denominator // p.numerator), x + n
        if after << 64 <= r:
            assert n * p.numerator < (out + 1) * p.denominator, (x, y, n, p)
            return
        # (r/2^64 − x)·p + x·y/(r/2^64) − x·y/(x + n) over the denominator `whole`, and 2·p/(r/2^64).
        whole = (p.denominator * r * after) << 64
        meant = (r - (x << 64)) * p.numerator * r * after + ((x * y * p.denominator) << 64) * ((after << 64) - r)
        width = (p.numerator * after) << 129
        assert meant - 3 * whole - (whole >> 10) < out * whole <= meant + width, (x, y, n, p)

    def guess(self, out):
        """About the input for an output."""
        if self.p is None or out > self.most:
            taken = out + (0 if self.p is None else self.excess)
            return self.x * taken // max(1, self.y - taken) if taken < self.y else MAX_RESERVE
        return min(MAX_RESERVE, (out / self.p).__floor__())

    def input(self, out, fee):
        """The first input that gives at least `out`; None if none does within the largest reserve."""
        high = MAX_RESERVE - self.x
        gives = lambda paid: self.output(net_of(paid, fee)) >= out
        if high <= 0 or not gives(high):
            return None
        low, start = 0, min(high, max(1, self.guess(out) * BPS // (BPS - fee)))
        step = 1
        if gives(start):
            high = start
            while high - step > 0 and gives(high - step):
                high, step = high - step, step * 4
            low = max(low, high - step)
        else:
            low = start
            while low + step < high and not gives(low + step):
                low, step = low + step, step * 4
            high = min(high, low + step)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if gives(middle) else (middle, high)
        return high


def fee_of(paid, fee):
    return -(-paid * fee // BPS)


def net_of(paid, fee):
    return paid - fee_of(paid, fee)


def exact_in(x, y, paid, fee, limit):
    refuse_if(Zero=paid == 0 or 0 in (x, y), BadFee=fee >= BPS, ReserveTooLarge=x + paid > MAX_RESERVE or y > MAX_RESERVE)
    pool = Capped.of(x, y, limit)
    net = net_of(paid, fee)
    out = pool.output(net)
    pool.check(net)
    refuse_if(Zero=out == 0)
    return [paid, out, fee_of(paid, fee), pool.plain(net) - out]


def exact_out(x, y, out, fee, limit):
    refuse_if(Zero=out == 0 or 0 in (x, y), BadFee=fee >= BPS, ReserveTooLarge=max(x, y) > MAX_RESERVE,
              InsufficientLiquidity=out >= y)
    pool = Capped.of(x, y, limit)
    paid = pool.input(out, fee)
    refuse_if(ReserveTooLarge=paid is None, InsufficientLiquidity=paid is None, Overflow=paid is None)
    net = net_of(paid, fee)
    pool.check(net)
    return [paid, out, fee_of(paid, fee), 0 if pool.p is None else pool.plain(net) - out]


def launched(swap):
    """A swap in a launch pool of x credits, y NET and the virtual reserve v: what takes more than y is refused."""

    def reference(x, y, v, selling, amount, fee, limit):
        if not selling:
            return swap(y + v, x, amount, fee, limit)
        paid, out, taken, spread = swap(x, y + v, amount, fee, limit)
        refuse_if(InsufficientLiquidity=out + spread > y)
        return [paid, out, taken, spread]

    return reference


def limit_input(s, x, y):
    """A limit: mostly at some small or large distance below the price of the pool, seldom above it, seldom anything."""
    spot = int(log2(y / x) * Q40) if x and y else 0
    pick = s.between(0, 19)
    if pick == 0:
        return s.between(-130, 130) * Q40 + s.choice(0, 1, s.between(0, Q40 - 1))
    distance = s.between(-3, 3) if pick == 1 else s.log_uniform(s.choice(20, 38, 40, 43, 47))
    return spot + distance if pick == 2 else spot - distance


def reserves(s):
    """Two reserves: of any magnitude, within ten bits of each other, or so small that every rounding shows."""
    if s.chance(0.2):
        return s.between(1, 300), s.between(1, 300)
    if s.chance(0.1):
        return s.between(1, 30), s.log_uniform(112, 1)
    x = s.reserve() if s.chance(0.1) else s.log_uniform(112, 1)
    if s.chance(0.5):
        return x, max(1, min(MAX_RESERVE, x * s.log_uniform(20, 1) // 2**10))
    return x, s.reserve() if s.chance(0.1) else s.log_uniform(112, 1)


def near(s, value, most):
    """An amount at, about or far from a value."""
    pick = s.between(0, 9)
    if pick < 3:
        amount = value + s.between(-3, 3)
    elif pick < 8:
        amount = value * s.log_uniform(s.choice(16, 18, 20), 1) >> 16
    else:
        amount = s.log_uniform(112, 1)
    return max(1, min(most, amount)) if s.chance(0.99) else amount & U128


def fee_input(s):
    return pool_fee(s) if s.chance(0.1) else s.choice(0, 5, 30, 100, 500, s.between(0, 9_999))


def pool_of(x, y, limit):
    """The pool if it is one to look at, for choosing amounts about its knee."""
    return Capped.of(x, y, limit) if 0 < x <= MAX_RESERVE and 0 < y <= MAX_RESERVE else None


def input_amount(s, x, y, fee, limit):
    pool, most = pool_of(x, y, limit), max(1, MAX_RESERVE - x)
    if pool is None:
        return near(s, x, most)
    gross = lambda net: net * BPS // max(1, BPS - fee)
    amount = near(s, x if pool.p is None or s.chance(0.25) else gross(pool.knee), most)
    if pool.output(net_of(amount, fee)) > 0 or s.chance(0.05):
        return amount
    # Too little to buy a unit: some multiple of what does.
    return min(most, gross(pool.guess(s.log_uniform(20, 1)) + 1) + 1)


def output_amount(s, x, y, fee, limit):
    pool, most = pool_of(x, y, limit), max(1, y - 1)
    if pool is None:
        return near(s, y, most)
    if pool.p is None or s.chance(0.25):
        amount = near(s, s.choice(y, y >> 8), most)
    else:
        amount = near(s, s.choice(pool.most, pool.most, max(1, y - pool.excess)), most)
    highest = pool.output(net_of(MAX_RESERVE - x, fee))
    if amount <= highest or s.chance(0.1):
        return amount
    return max(1, highest * s.between(1, 1 << 16) >> 16)


def in_inputs(s):
    x, y = reserves(s)
    limit, fee = limit_input(s, x, y), fee_input(s)
    return [x, y, input_amount(s, x, y, fee, limit), fee, limit]


def out_inputs(s):
    x, y = reserves(s)
    limit, fee = limit_input(s, x, y), fee_input(s)
    return [x, y, output_amount(s, x, y, fee, limit), fee, limit]


def launch(s):
    """A launch pool of x credits, y NET and v virtual NET, some or all of whose credits are still there."""
    x, v = s.log_uniform(100, 1), s.log_uniform(105, 1)
    y = 0 if s.chance(0.05) else min(MAX_RESERVE - v, v * s.log_uniform(24, 1) >> 14)
    return x, y, v


def launch_inputs(amount):
    """Inputs of a swap in a launch pool. Most sales are cut to what takes no more than the NET there is."""

    def inputs(s):
        x, y, v = launch(s)
        selling, fee = s.between(0, 1), fee_input(s)
        sides = (x, y + v) if selling else (y + v, x)
        limit = limit_input(s, *sides)
        chosen = amount(s, *sides, fee, limit)
        if selling and y > 0 and s.chance(0.8):
            chosen = min(chosen, max(1, x * y // v if amount is input_amount else y - s.between(0, y >> 3)))
        return [x, y, v, selling, chosen, fee, limit]

    return inputs


def checked_limits():
    """The limit's price against powers at 140 digits: at most 2^limit and short of it by less than 2^-56."""

    def reference(limit):
        exact, price = exp2(Fraction(limit, Q40)), limit_price(limit)
        scaled = rounded(exact * 2**300, "Down")
        assert scaled * (1 - Fraction(1, 2**56)) < price * 2**300 <= scaled + 1, limit
        return price.__floor__() if price < U128 else 0

    return reference


def generate_in():
    vectors("limit_price", lambda s: [s.between(-112 * Q40, 112 * Q40)], checked_limits())
    vectors("anchored_in", in_inputs, exact_in, COUNT - LAUNCHES)
    vectors("launch_in", launch_inputs(input_amount), launched(exact_in), LAUNCHES)


def generate_out():
    vectors("anchored_out", out_inputs, exact_out, COUNT - LAUNCHES)
    vectors("launch_out", launch_inputs(output_amount), launched(exact_out), LAUNCHES)
