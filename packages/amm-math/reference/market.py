"""Occupancy, from its formulas at 140 decimal digits."""

from decimal import Decimal
from fractions import Fraction

from common import BPS, U128, fits, refuse_if, rounded, vectors

MONTH = 30 * 86_400
TICKS = 10_000


def decay_z(z, dt, target):
    return max(0, z - target * dt)


def ticks(credits, cap):
    refuse_if(Zero=cap == 0)
    return fits(max(1, rounded(Fraction(TICKS * credits, 10**6 * cap), "Up")), 2**64 - 1)


def mean_multiplier(z, d, target, mult_max, window):
    """The mean of min(m_max, e^(u/Kz)) over [z, z + d], the state where the maximum is reached, and Kz; all in ticks."""
    scale = Decimal((BPS - target) * window) / Decimal("1.125").ln()
    highest = Decimal(mult_max) / BPS
    z_max = scale * highest.ln()
    z, d = Decimal(z), Decimal(d)
    turn = min(max(z, z_max), z + d)
    curved = scale * ((turn / scale).exp() - (z / scale).exp()) if turn > z else Decimal(0)
    return (curved + highest * (z + d - turn)) / d, z_max, scale


def mult_bounds(z, d, target, mult_max, window):
    mean, z_max, scale = mean_multiplier(z, d, target, mult_max, window)
    error = Decimal(mult_max) / BPS * ((1 + scale / d) * Decimal(2) ** -53 + 1 / (scale * d))
    return mean, mean + error, z_max


def check_take(z, d, target, mult_max, window):
    refuse_if(
        Zero=d == 0,
        OutOfRange=target >= BPS or not BPS <= mult_max <= 100 * BPS or not 1 <= window <= MONTH,
        Overflow=z + d > 2**64 - 1,
    )


def charge(z, d, target, mult_max, window):
    check_take(z, d, target, mult_max, window)
    low, high, z_max = mult_bounds(z, d, target, mult_max, window)
    mult = [rounded(low * 2**32, "Up"), rounded(high * 2**32 + 2, "Down")]
    end = z + d
    return [mult, [min(end, rounded(z_max, "Down") - 1), min(end, rounded(z_max, "Down"))]]


def charge_take(z, d, target, mult_max, window, cost, tau):
    check_take(z, d, target, mult_max, window)
    low, high, _ = mult_bounds(z, d, target, mult_max, window)
    high += Decimal(2) ** -32  # m_max itself is kept in Q32
    return [[rounded(cost * low * tau / BPS, "Up"), rounded(cost * high * tau / BPS, "Up")]]


def refund(z, added, dt, target):
    left = max(0, added - dt * target)
    return max(0, z - left)


def take(cost, mult, tau):
    return fits(rounded(Fraction(cost * mult * tau, 2**32 * BPS), "Up"))


def take_params(s):
    """Mostly what governance may set; sometimes just outside, or far from it."""
    target = s.choice(0, 9_999, 10_000) if s.chance(0.05) else s.between(2_000, 9_500)
    mult_max = s.choice(9_999, 10_000, 1_000_000, 1_000_001) if s.chance(0.1) else s.between(10_000, 100_000)
    window = s.choice(0, 1, MONTH, MONTH + 1) if s.chance(0.05) else s.between(60, 86_400)
    return target, mult_max, window


def charge_inputs(s):
    target, mult_max, window = take_params(s)
    reach = max(1, int(Decimal(max(1, BPS - target) * window) * Decimal(max(mult_max, BPS)).log10() * 3))
    z = s.choice(0, 1, 2**63) if s.chance(0.1) else s.between(0, reach)
    d = s.choice(0, 1, 2**40, 2**64 - 1) if s.chance(0.1) else s.log_uniform(34, 1)
    return [z, d, target, mult_max, window]


def generate():
    vectors("decay_z", lambda s: [s.amount(64), s.log_uniform(40), s.between(0, 9_999)], decay_z)
    vectors("ticks", lambda s: [s.amount(), s.amount(64)], ticks)
    vectors("charge", charge_inputs, charge)
    vectors("charge_take", lambda s: [*charge_inputs(s), s.amount(90), s.between(0, 500)], charge_take)
    vectors("refund", lambda s: [s.amount(64), s.amount(64), s.log_uniform(40), s.between(0, 9_999)], refund)
    vectors("take", lambda s: [s.amount(), s.between(2**32, 100 * 2**32), s.between(0, 500)], take)
