#!/usr/bin/env python3
"""Writes the test vectors of one area of amm-math to standard output: python3 generate.py AREA.

Standard library only; the same output at every run. Nothing here follows the Rust code: swaps, deposits and exact-out are found by
searching exact inequalities, powers and logarithms are taken at 140 decimal digits.
"""

import sys

import anchor
import curve
import launch
import market
import price

AREAS = {
    "curve": curve.generate,
    "price": price.generate,
    "market": market.generate,
    "launch": launch.generate,
    "anchor_in": anchor.generate_in,
    "anchor_out": anchor.generate_out,
}

if len(sys.argv) != 2 or sys.argv[1] not in AREAS:
    sys.exit(f"usage: generate.py {' | '.join(AREAS)}")
AREAS[sys.argv[1]]()
