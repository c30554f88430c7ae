"""Occupancy, margin, locks and reputation, from the formulas of the design at 140 decimal digits."""

from decimal import Decimal
from fractions import Fraction

from common import BPS, U128, exp2, fits, refuse_if, rounded, vectors
from price import around

MONTH = 30 * 86_400
TICKS = 10_000


def decay_z(z, dt, target):
    return max(0, z - target * dt)


def duration(credits, cap):
    refuse_if(Zero=cap == 0)
    return fits(max(1, rounded(Fraction(credits, 10**6 * cap), "Up")), 2**64 - 1)


def mean_multiplier(z, d, target, mult_max, window):
    """The mean of min(m_max, e^(u/Kz)) over [z, z + d], the state where the maximum is reached, and Kz; all in ticks."""
    scale = Decimal((BPS - target) * window) / Decimal("1.125").ln()
    highest = Decimal(mult_max) / BPS
    z_max = scale * highest.ln()
    z, d = Decimal(z), Decimal(d * TICKS)
    turn = min(max(z, z_max), z + d)
    curved = scale * ((turn / scale).exp() - (z / scale).exp()) if turn > z else Decimal(0)
    return (curved + highest * (z + d - turn)) / d, z_max, scale


def mult_bounds(z, d, target, mult_max, window):
    mean, z_max, scale = mean_multiplier(z, d, target, mult_max, window)
    ticks = d * TICKS
    error = Decimal(mult_max) / BPS * ((1 + scale / ticks) * Decimal(2) ** -53 + 1 / (scale * ticks))
    return mean, mean + error, z_max


def check_take(z, d, target, mult_max, window):
    refuse_if(
        Zero=d == 0,
        OutOfRange=target >= BPS or not BPS <= mult_max <= 100 * BPS or not 1 <= window <= MONTH,
        Overflow=z + d * TICKS > 2**64 - 1,
    )


def charge(z, d, target, mult_max, window):
    check_take(z, d, target, mult_max, window)
    low, high, z_max = mult_bounds(z, d, target, mult_max, window)
    mult = [rounded(low * 2**32, "Up"), rounded(high * 2**32 + 2, "Down")]
    end = z + d * TICKS
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


def mint_price(p_init, spot, half_hour, day):
    return max(p for p in (p_init, spot, half_hour, day) if p is not None)


def margin(coverage, obligation, price, basis):
    value = fits(rounded(Fraction(obligation * price, 2**64), "Up"))
    return fits(rounded(max(value, basis) * Fraction(coverage, BPS), "Up"))


def basis_added(minted, price):
    return fits(rounded(Fraction(minted * price, 2**64), "Up"))


def basis_after(basis, obligation, redeemed):
    refuse_if(InsufficientLiquidity=redeemed > obligation)
    if redeemed == obligation:
        return 0
    return rounded(basis * (1 - Fraction(redeemed, obligation)), "Up")


def capacity(gpus, horizon):
    return fits(gpus * horizon * 10**6)


def lock(gain, rho, burn, cap, l_min, cost, value, p):
    refuse_if(OutOfRange=not 0 < p <= BPS or rho > BPS or burn == 0 or rho + burn >= BPS)
    rho, burn, detected = Fraction(rho, BPS), Fraction(burn, BPS), Fraction(p, BPS)
    won = fits(rounded(cost * Fraction(gain, BPS), "Up")) + value
    terms = [
        l_min,
        rounded(cost * Fraction(cap, BPS), "Up"),
        rounded(value / (1 - rho - burn), "Up"),
        rounded(won * (1 - detected) / (detected * (1 - rho)), "Up"),
    ]
    if value > 0:
        terms.append(rounded(won * (1 - detected) / (detected * burn), "Up"))
    refuse_if(Overflow=won > U128 or max(terms) > U128)
    return max(terms)


def fraud_waterfall(rho, burn, slashed, value, has_reporter):
    refuse_if(OutOfRange=rho + burn > BPS)
    bounty = rounded(slashed * Fraction(rho, BPS), "Down")
    burned = rounded(slashed * Fraction(burn, BPS), "Up")
    client = min(value, slashed - bounty - burned)
    insurance = slashed - bounty - burned - client
    return [bounty, burned, client, insurance] if has_reporter else [0, burned, client, insurance + bounty]


def liveness_bps(faults, cap):
    return min(Fraction(1, 10) * 2 ** min(faults, 40), Fraction(cap, BPS))


def liveness_slash(cost, faults, cap):
    return fits(rounded(cost * liveness_bps(faults, cap), "Up"))


def liveness_at_cap(faults, cap):
    return int(Fraction(1, 10) * 2 ** min(faults, 40) >= Fraction(cap, BPS))


def decayed_faults(faults, dt):
    for _ in range(min(40, dt // MONTH)):
        faults //= 2
    return faults


def split_half(slash):
    return [slash - slash // 2, slash // 2]


def reputation_decay(value, dt, half_life, direction):
    refuse_if(Zero=half_life == 0)
    halvings = min(Fraction(dt, half_life), Fraction(10**4)) if half_life else 0
    return [around(Decimal(value) * exp2(-halvings), direction, Decimal(2) ** -39)]


def score_bps(good, bad, a, b, weight):
    whole = good + weight * bad + a + b
    refuse_if(DivisionByZero=whole == 0)
    return rounded(BPS * Fraction(good + a, whole), "Down")


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
    d = s.choice(0, 1, 2**40, 2**64 - 1) if s.chance(0.1) else s.log_uniform(20, 1)
    return [z, d, target, mult_max, window]


def redemption(s):
    obligation = s.amount()
    redeemed = s.choice(0, obligation, min(obligation + 1, U128)) if s.chance(0.2) else s.between(0, obligation)
    return [s.amount(), obligation, redeemed]


def lock_inputs(s):
    rho, burn = s.between(0, 4_000), s.between(2_000, 5_000)
    if s.chance(0.05):
        rho, burn = s.choice((0, 0), (5_000, 5_000), (10_001, 1), (9_000, 999), (9_000, 1_001))
    p = s.choice(0, 1, 9_999, 10_000, 10_001) if s.chance(0.2) else s.between(500, 10_000)
    value = 0 if s.chance(0.5) else s.amount(100)
    return [s.between(10_000, 50_000), rho, burn, s.between(1_000, 10_000), s.amount(64), s.amount(), value, p]


def waterfall_inputs(s):
    rho, burn = s.bps(), s.bps()
    if s.chance(0.8):
        burn = min(burn, BPS - rho)
    return [rho, burn, s.amount(), s.amount(), s.choice(0, 1)]


def faults(s):
    return s.choice(31, 32, 33, 2**32 - 1) if s.chance(0.1) else s.between(0, 8)


def times(s):
    half_life = s.choice(0, 1, 2**64 - 1) if s.chance(0.1) else s.choice(MONTH, 3 * MONTH, s.between(1, 10**8))
    dt = s.choice(0, 2**64 - 1) if s.chance(0.1) else s.choice(half_life, s.between(0, 20 * half_life + 1))
    return [min(dt, 2**64 - 1), half_life]


def generate():
    def u32(s):
        return s.bps(2**32 - 1)

    def price(s):
        return s.amount()

    vectors("decay_z", lambda s: [s.amount(64), s.log_uniform(40), s.between(0, 9_999)], decay_z)
    vectors("duration", lambda s: [s.amount(), s.amount(64)], duration)
    vectors("charge", charge_inputs, charge)
    vectors("charge_take", lambda s: [*charge_inputs(s), s.amount(90), s.between(0, 500)], charge_take)
    vectors("refund", lambda s: [s.amount(64), s.amount(64), s.log_uniform(40), s.between(0, 9_999)], refund)
    vectors("take", lambda s: [s.amount(), s.between(2**32, 100 * 2**32), s.between(0, 500)], take)
    vectors("mint_price", lambda s: [s.amount(), s.amount(), *(s.choice(None, s.amount()) for _ in "ab")], mint_price)
    vectors("margin", lambda s: [u32(s), s.amount(), price(s), s.amount()], margin)
    vectors("basis_added", lambda s: [s.amount(), price(s)], basis_added)
    vectors("basis_after", redemption, basis_after)
    vectors("capacity", lambda s: [u32(s), s.amount(64)], capacity)
    vectors("lock", lock_inputs, lock)
    vectors("fraud_waterfall", waterfall_inputs, fraud_waterfall)
    vectors("liveness_slash", lambda s: [s.amount(), faults(s), s.bps()], liveness_slash)
    vectors("liveness_at_cap", lambda s: [faults(s), s.bps()], liveness_at_cap)
    vectors("decayed_faults", lambda s: [s.bps(2**32 - 1), s.log_uniform(40)], decayed_faults)
    vectors("split_half", lambda s: [s.amount()], split_half)
    vectors("reputation_decay", lambda s: [s.amount(), *times(s), s.choice("Down", "Up")], reputation_decay)
    vectors("score_bps", lambda s: [*(s.amount() for _ in range(4)), s.choice(0, 1, 4, 2**32 - 1)], score_bps)
