"""Deposits into launch pools, from their definition: shares are what both sides pay for, and v is the supply."""

from fractions import Fraction

from anchor import Q40, limit_price
from common import MAX_RESERVE, U128, fits, largest, refuse_if, rounded, vectors
from curve import locked, relative


def provide_launch(x, start):
    refuse_if(Zero=x == 0, ReserveTooLarge=x > MAX_RESERVE)
    shares = fits(rounded(x * limit_price(start), "Down"))
    refuse_if(ReserveTooLarge=shares > MAX_RESERVE)
    refuse_if(BelowMinimumLiquidity=shares <= locked(shares, x))
    return [x, 0, shares, locked(shares, x)]


def provide_launched(x, y, supply, max_x, max_y):
    refuse_if(Zero=0 in (x, supply), ReserveTooLarge=x > MAX_RESERVE or y + supply > MAX_RESERVE)

    def cost(shares):
        return rounded(Fraction(shares * x, supply), "Up"), rounded(Fraction(shares * y, supply), "Up")

    shares = largest(lambda n: cost(n)[0] <= max_x and cost(n)[1] <= max_y)
    refuse_if(Zero=shares == 0, Overflow=shares + supply > U128,
              ReserveTooLarge=x + cost(shares)[0] > MAX_RESERVE or y + supply + shares + cost(shares)[1] > MAX_RESERVE)
    return [*cost(shares), shares]


def provide_launch_inputs(s):
    start = s.between(-60, 60) * Q40 + s.choice(0, s.between(0, Q40 - 1)) if s.chance(0.9) else s.between(-200, 200) * Q40
    return [s.reserve(), start]


def provide_launched_inputs(s):
    x, supply = s.reserve(), s.reserve()
    y = 0 if s.chance(0.3) else relative(s, supply)
    return [x, y, supply, relative(s, x), s.choice(0, s.amount()) if y == 0 else relative(s, y)]


def generate():
    vectors("provide_launch", provide_launch_inputs, provide_launch)
    vectors("provide_launched", provide_launched_inputs, provide_launched)
