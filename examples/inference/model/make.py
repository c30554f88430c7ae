#!/usr/bin/env python3
"""Makes the model, a batch of inputs, and the outputs that the program must give on it. Integers only, and a seed: every
machine makes the same bytes.

    python3 make.py          writes weights.bin, ../tests/batch.bin and ../tests/batch.txt
    python3 make.py --check  compares them with what it would write

The model tells the ten digits apart on pictures of 8 x 8 bytes. Its first layer is random; its second is learned by the
perceptron's rule, and then quantised.
"""

import sys
from pathlib import Path

PIXELS, HIDDEN, CLASSES = 64, 384, 10
SHIFT = 9  # from a sum of the first layer to a byte
HERE = Path(__file__).resolve().parent

# Five columns and seven rows each, the highest bit on the left.
GLYPHS = [
    (14, 17, 19, 21, 25, 17, 14), (4, 12, 4, 4, 4, 4, 14), (14, 17, 1, 2, 4, 8, 31), (31, 2, 4, 2, 1, 17, 14),
    (2, 6, 10, 18, 31, 2, 2), (31, 16, 30, 1, 1, 17, 14), (6, 8, 16, 30, 17, 17, 14), (31, 1, 2, 4, 8, 8, 8),
    (14, 17, 17, 14, 17, 17, 14), (14, 17, 17, 15, 1, 2, 12),
]


class Random:
    """xorshift64*: the upper 32 bits of each state."""

    def __init__(self, seed):
        self.state = seed

    def below(self, limit):
        mask = (1 << 64) - 1
        self.state ^= self.state >> 12
        self.state = (self.state ^ (self.state << 25)) & mask
        self.state ^= self.state >> 27
        return ((self.state * 0x2545F4914F6CDD1D & mask) >> 32) % limit


def picture(random, digit):
    """A digit somewhere on the picture, with noise."""
    left, top = random.below(3), random.below(2)
    pixels = []
    for y in range(8):
        for x in range(8):
            row = GLYPHS[digit][y - top] if 0 <= y - top < 7 else 0
            ink = 0 <= x - left < 5 and row >> (4 - (x - left)) & 1
            pixels.append((150 if ink else 0) + random.below(100))
    return pixels


def hidden(first, pixels):
    """Bytes from 0 to 127: the sum, shifted down and clamped."""
    centred = [pixel - 128 for pixel in pixels]
    sums = (bias + sum(w * x for w, x in zip(row, centred)) for row, bias in first)
    return [min(max(total >> SHIFT, 0), 127) for total in sums]


def scores(second, values):
    return [bias + sum(w * h for w, h in zip(row, values)) for row, bias in second]


def best(values):
    """The first of the largest."""
    return max(range(CLASSES), key=lambda c: (values[c], -c))


def learn(random, first):
    """The second layer: large integers at first, then bytes by one common shift."""
    rows, biases = [[0] * HIDDEN for _ in range(CLASSES)], [0] * CLASSES
    samples = [(digit, hidden(first, picture(random, digit))) for _ in range(120) for digit in range(CLASSES)]
    for _ in range(12):
        for digit, values in samples:
            got = best(scores(list(zip(rows, biases)), values))
            if got != digit:
                for row, sign in ((digit, 1), (got, -1)):
                    biases[row] += sign
                    rows[row] = [w + sign * h for w, h in zip(rows[row], values)]
    largest = max(abs(w) for row in rows for w in row)
    shift = max(largest.bit_length() - 7, 0)
    return [([w >> shift for w in row], bias >> shift) for row, bias in zip(rows, biases)]


def make():
    random = Random(20_240_501)
    first = [([random.below(255) - 127 for _ in range(PIXELS)], random.below(65_536) - 32_768) for _ in range(HIDDEN)]
    second = learn(random, first)
    weights = b"".join(
        bias.to_bytes(4, "little", signed=True) + bytes(w & 255 for w in row) for row, bias in first + second
    )
    pictures = [picture(random, i % CLASSES) for i in range(100)]
    lines = []
    for pixels in pictures:
        result = scores(second, hidden(first, pixels))
        lines.append(" ".join(str(number) for number in [best(result)] + result))
    right = sum(line.split()[0] == str(i % CLASSES) for i, line in enumerate(lines))
    print(f"{right} of {len(lines)} right, {len(weights)} bytes of weights")
    return {
        HERE / "weights.bin": weights,
        HERE.parent / "tests" / "batch.bin": b"".join(bytes(pixels) for pixels in pictures),
        HERE.parent / "tests" / "batch.txt": ("\n".join(lines) + "\n").encode(),
    }


for path, content in make().items():
    if "--check" not in sys.argv:
        path.write_bytes(content)
    elif path.read_bytes() != content:
        sys.exit(f"{path}: expected what this script writes, got something else")
