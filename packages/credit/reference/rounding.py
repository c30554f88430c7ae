"""Rounding and refusal, shared by the model and the formulas."""

BPS = 10_000
CREDIT = 10**6
ONE = 2**64


class Refused(Exception):
    """The step must be refused, for any one of `words`."""

    def __init__(self, words):
        super().__init__(words)
        self.words = sorted(words)


def refuse_if(**words):
    """refuse_if(zero=a == 0, cap=b > 1): refuses if any condition holds, naming all that do."""
    found = [word for word, holds in words.items() if holds]
    if found:
        raise Refused(found)


def ceil_div(a, b):
    return -(-a // b)
