"""A second derivation of the rules of backing and vaults, from their definition and not from the Rust code.

Reads messages from standard input, one a line, `VAULT NOW VERB NUMBERS`, and writes for each `ok NUMBERS` or `no`, then
`|` and the whole state of that vault. Exact integers and fractions; Python 3.10, standard library only.
"""

import sys
from collections import defaultdict
from fractions import Fraction
from math import ceil, floor

MOST = 2**128 - 1  # no amount may be larger
DAY = 86_400
LEAST = 10**6  # the smallest first deposit
LEAST_EXIT = 1_000
EARNING = 999_000  # with fewer shares the stream waits


class Refused(Exception):
    """The message changes nothing."""


def demand(condition):
    if not condition:
        raise Refused


def bps(amount, part):
    return Fraction(amount * part, 10_000)


class Vault:
    def __init__(self):
        self.a = 0  # what stays
        self.locked = [0, 0]  # L
        self.g = 0
        self.bucket = [0, 0]  # B
        self.burned = 0
        self.s = 0  # shares
        self.e = [0, 0]  # tickets
        self.sent = 0
        self.left = self.last = self.end = 0  # the stream
        self.released = {}
        self.tickets = defaultdict(int)
        self.jobs = {}
        self.next_job = 0

    def state(self):
        now = self.g % 2
        return [self.a, *self.locked, self.g, *self.bucket, self.burned, self.s, *self.e, self.sent, self.left, self.last,
                self.end, now]

    # Backing

    def accept(self, _now, rho, burn_min, lock, declared, kappa, min_backing):
        rep = ceil(bps(lock, rho))
        comp = max(0, min(declared, lock - rep - ceil(bps(lock, burn_min))))
        sure = lock - rep - comp
        b = min(floor(bps(sure, kappa)), max(0, self.a - sum(self.locked)))
        demand(b >= min_backing)
        self.locked[self.g % 2] += b
        self.jobs[self.next_job] = (b, self.g)
        self.next_job += 1
        return [b]

    def end_job(self, _now, job):
        b, g = self.jobs.pop(job)
        self.locked[g % 2] -= b
        return []

    def fraud(self, _now, job):
        b, g = self.jobs.pop(job)
        self.locked[g % 2] -= b
        if b == 0:
            return [0]
        generations = [self.g] + ([self.g - 1] if g == self.g - 1 else [])
        total = self.a + sum(self.bucket[i % 2] for i in generations)
        rest = b
        for i in generations:
            part = self.bucket[i % 2]
            loss = min(part, rest, ceil(Fraction(b * part, total)))
            self.bucket[i % 2] -= loss
            rest -= loss
        self.a -= rest
        assert self.a >= 0
        self.burned += b
        return [b]

    # Vault

    def is_open(self):
        return Fraction(self.s + 1_000, self.a + 1) <= 10**6

    def tick(self, now):
        if self.s < EARNING:
            # Waits: as much of its time is left as before.
            self.end += max(0, now - self.last) if self.left else 0
        elif self.left and now > self.last:
            moved = floor(Fraction(self.left * (min(now, self.end) - self.last), self.end - self.last))
            self.left -= moved
            self.a += moved
        self.last = max(self.last, now)

    def deposit(self, now, _owner, amount, min_shares):
        self.tick(now)
        demand(amount > 0)
        demand(self.s > 0 or amount >= LEAST)
        demand(self.is_open())
        shares = floor(Fraction(amount * (self.s + 1_000), self.a + 1))
        demand(shares >= max(1, min_shares))
        self.a += amount
        self.s += shares
        return [shares]

    def exit(self, now, owner, shares):
        self.tick(now)
        demand(0 < shares <= self.s)
        a = min(self.a, floor(Fraction(shares * (self.a + 1), self.s + 1_000)))
        demand(a >= (1 if shares == self.s else LEAST_EXIT))
        i = self.g % 2
        e = floor(Fraction(a * (self.e[i] + 1_000), self.bucket[i] + 1))
        demand(e >= 1)
        self.a -= a
        self.s -= shares
        self.bucket[i] += a
        self.e[i] += e
        self.tickets[self.g, owner] += e
        return [a, e]

    def rotate(self, _now):
        before = (self.g - 1) % 2
        demand(self.locked[before] == 0)
        if self.e[before] > 0:
            self.released[self.g - 1] = [self.bucket[before], self.e[before]]
        self.bucket[before] = self.e[before] = 0
        self.g += 1
        return []

    def claim(self, _now, owner, generation):
        b, e = self.released.get(generation, (0, 0))
        mine = self.tickets.pop((generation, owner), 0) if e else 0
        if mine == 0:
            return []
        paid = floor(Fraction(mine * b, e))
        self.released[generation] = [b - paid, e - mine]
        assert e > mine or b == paid, "the last claim takes all"
        return [paid]

    def burn(self, _now):
        amount = self.burned - self.sent
        self.sent = self.burned
        return [amount]

    def fund(self, now, x, d):
        self.tick(now)
        t = max(now, self.last)
        demand(x > 0 and DAY <= d <= 90 * DAY)
        if self.left:
            demand(t + d >= self.end or x >= 1_000 * self.left)
            demand(Fraction(self.left + x, d) >= Fraction(self.left, self.end - t))
        self.left += x
        self.end = t + d
        return []


def main():
    vaults = defaultdict(Vault)
    verbs = {"end": "end_job"}
    for text in sys.stdin:
        index, now, verb, *numbers = text.split()
        before = vaults[index]
        after = Vault()
        after.__dict__.update({
            name: value.copy() if isinstance(value, (list, dict)) else value for name, value in before.__dict__.items()
        })
        try:
            moved = getattr(after, verbs.get(verb, verb))(int(now), *map(int, numbers))
            demand(max(after.state()) <= MOST)
            vaults[index] = after
            answer = ["ok", *moved]
        except Refused:
            answer = ["no"]
        print(*answer, "|", *vaults[index].state())


if __name__ == "__main__":
    main()
