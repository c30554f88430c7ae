"""Random sequences of steps: what an honest or a hostile user might send, often at the edge of a rule."""

import random

from model import Class, Market, Params
from rounding import BPS, CREDIT, ONE, ceil_div

START = 1_700_000_000
DAY = 86_400
# A chain's clock counts nanoseconds in 64 bits; half a year is left for what follows the last advance.
LAST = 2**64 // 10**9 - 180 * DAY

# name: log2 of NET base units per credit base unit, about; the largest job in base units, None: hours of GPUs
PROFILES = {
    "six_decimals": (-10, None),
    "eighteen_decimals": (30, None),
    "dear": (40, None),
    "dust": (-3, 9),
    "dust_of_eighteen": (33, 3),
}


class Sequence:
    """One class and the source of its steps."""

    def __init__(self, name, profile):
        self.rng = random.Random(f"credit/{name}/{profile}")
        self.log2, dust = PROFILES[profile]
        r = self.rng
        gpus, overhead, call_within = r.choice([1, 1, 2, 8]), 600, r.choice([300, 600, 3_600])
        least_run = call_within + 2 * overhead
        seconds = r.choice([least_run, 3_600, 4 * 3_600])
        self.overhead = overhead
        self.params = Params(
            coverage_bps=r.choice([15_000, 20_000, 20_000, 20_001, 33_333, 100_000]),
            horizon=r.choice([DAY, 7 * DAY, 14 * DAY, 14 * DAY, 90 * DAY]),
            price_init=max(1, self.vary(CREDIT << 64 + self.log2 >> 64)),
            penalty_bps=r.choice([2_500, 2_500, 2_500, 1_000, 5_000]),
            standard_gpus=gpus,
            largest=dust or gpus * seconds * CREDIT,
            call_within=call_within,
            run_least=least_run,
            run_most=max(seconds, least_run) + overhead,
            least=0,
            mint_cap=0,
        )
        net, credits = self.reserves()
        self.params = Params(**{
            **vars(self.params),
            "least": r.choice([0, 1, net // 2, net]),
            "mint_cap": self.params.largest * r.choice([2, 5, 40, 10**6]),
            "smallest": max(1, self.params.largest // r.choice([1, 2, 5, self.params.largest])),
        })
        self.world = Class.new(self.params, r.randint(3, 8), START)

    def vary(self, amount):
        return amount * self.rng.randint(600, 1_700) // 1_000

    def reserves(self):
        credits = self.vary(self.params.largest * self.rng.choice([3, 50, 1_000])) + 1
        return max(1, self.vary((credits << 64 + self.log2) >> 64)), credits

    def near(self, limit):
        """An amount about a limit: most often below it, often just at it or just over it."""
        pick = self.rng.random()
        if limit == 0:
            return self.rng.choice([1, 1, 1, 0])
        if pick < 0.25:
            return max(0, limit + self.rng.choice([-1, 0, 0, 1]))
        return self.rng.randint(1, limit) if pick < 0.97 else limit * 2 + 1

    # Steps, each a verb and its arguments

    def deposit_unit(self):
        """The collateral of one largest job."""
        return ceil_div(self.params.coverage_bps * self.params.largest * self.world.mint_price(), BPS * ONE)

    def deposit(self, i):
        one, d, p = self.deposit_unit(), self.world.debtors[i], self.params
        if d.gpus and self.rng.random() < 0.25:
            return "deposit", (i, 2 * one * (self.world.capacity(d.gpus) // p.largest + 1))
        amounts = [0, 1, one, self.vary(one), self.vary(4 * one), self.vary(30 * one)]
        return "deposit", (i, self.rng.choice(amounts))

    def withdraw(self, i):
        return "withdraw", (i, self.near(self.world.debtors[i].free))

    def lock(self, i):
        return "lock", (i, self.near(self.world.debtors[i].free // self.rng.choice([1, 4])))

    def release(self, i):
        some = [j for j, d in enumerate(self.world.debtors) if d.locks > 0]
        i = self.rng.choice(some) if some and self.rng.random() < 0.9 else i
        amount = self.near(self.world.debtors[i].locks)
        return "release", (i, amount, self.rng.choice([0, 0, amount, self.near(amount)]))

    def offer(self, i):
        called = [job.debtor for job in self.world.jobs.values()]
        i = self.rng.choice(called) if called and self.rng.random() < 0.4 else self.debtor(i)
        d, p = self.world.debtors[i], self.params
        needed = ceil_div(d.n, p.horizon * CREDIT)
        without_called = max(ceil_div(d.open, p.horizon * CREDIT), p.standard_gpus)
        if d.called and without_called < needed:
            return "offer", (i, without_called)
        if d.called and d.open == 0 and self.rng.random() < 0.6:
            return "offer", (i, max(needed, p.standard_gpus - 1))
        standard = p.standard_gpus
        return "offer", (i, self.rng.choice([
            needed, max(0, needed - 1), max(0, standard - 1), max(needed, standard), standard, 2 * standard,
            3 * standard, self.rng.randint(0, 40),
        ]))

    def mint(self, i):
        d, p, w, r = self.world.debtors[i], self.params, self.world, self.rng
        if d.gpus < p.standard_gpus and r.random() < 0.9:
            return "offer", (i, p.standard_gpus * r.choice([1, 1, 2, 4]))
        per = p.coverage_bps * w.mint_price()
        affordable = d.free * BPS * ONE // per
        room = max(0, w.capacity(d.gpus) - d.n)
        cap = max(0, p.mint_cap - w.supply()) if w.market.week is None or not w.counts() else room
        bound = min(affordable, room, cap)
        if affordable < p.largest and r.random() < 0.9:
            return self.deposit(i)
        least = max(1, p.largest - d.open)
        if 0 < w.market.credits < 20 and bound // w.market.credits * w.market.credits >= least:
            credits = bound // w.market.credits * w.market.credits
        elif w.capacity(d.gpus - 1) + 1 - d.n in range(least, bound + 1) and r.random() < 0.4:
            credits = w.capacity(d.gpus - 1) + 1 - d.n  # just more than one GPU fewer allows
        elif d.called and least > 1 and r.random() < 0.3:
            credits = least - 1
        elif room + 1 in range(least, affordable + 1) and r.random() < 0.4:
            credits = room + 1
        elif r.random() < 0.75 and bound >= least:
            credits = r.randint(least, bound) if r.random() < 0.9 else bound
        else:
            credits = r.choice([
                0, self.near(p.largest), self.vary(p.largest), affordable + 1, room + 1, cap + 1,
            ])
        exact = ceil_div(credits * per, BPS * ONE)
        most = r.choice([exact, exact, exact + 1, 2 * exact, 2 * exact, max(0, exact - 1)])
        return "mint", (i, credits, most)

    def debtor(self, i):
        """One with open credits, most often."""
        some = [j for j, d in enumerate(self.world.debtors) if d.open > 0]
        return self.rng.choice(some) if some and self.rng.random() < 0.9 else i

    def redeem(self, i):
        i = self.debtor(i)
        d = self.world.debtors[i]
        spare = max(0, d.open - self.params.largest)
        return "redeem", (i, self.rng.choice([d.open, self.near(d.open), self.near(spare)]))

    def settle(self, i):
        i = self.debtor(i)
        limit = self.rng.choice([self.params.largest, self.world.debtors[i].open])
        return "settle", (i, self.near(limit))

    def call(self, i):
        r, p, w = self.rng, self.params, self.world
        if not any(d.open > 0 and d.due <= w.now for d in w.debtors) and r.random() < 0.85:
            return self.advance(i) if self.supply_open() else self.mint(i)
        gpus = p.standard_gpus if r.random() < 0.9 else r.choice([1, 2 * p.standard_gpus])
        credits = r.choice([p.largest, self.near(p.largest), r.randint(1, p.largest)])
        seconds = ceil_div(credits, gpus * CREDIT)
        run = min(max(p.run_least, seconds + self.overhead), p.run_most)
        v = w.value(credits)
        damages = r.choice([0, 0, v, self.near(v), v * 3 // 4])
        return "call", (credits, gpus, run, damages, r.choice([16, 16, 16, 0, 1, 2, 3]))

    def supply_open(self):
        return any(d.open > 0 for d in self.world.debtors)

    def outcome(self, _):
        if not self.world.jobs:
            return self.call(_)
        number = self.rng.choice(sorted(self.world.jobs))
        return self.rng.choice(["served", "served", "refunded", "default", "default"]), (number,)

    def market(self, _):
        r = self.rng
        if r.random() < 0.08:
            return "market", Market()
        net, credits = self.reserves()
        if r.random() < 0.15:
            # So few credits that an amount minted is often a multiple: then spot's own rounding shows.
            credits = r.choice([3, 7, 12])
            net = max(1, (credits * 2 << 64 + self.log2) >> 64) + r.choice([0, 1, 2])
        elif r.random() < 0.15:
            net = max(0, self.params.least + r.choice([-1, 0]))
        if net >= credits:
            log2 = (net // credits).bit_length() - 1
        else:
            log2 = -(credits // max(net, 1)).bit_length()
        most = -2 if credits < 20 else 2
        means = [1 << max(0, 64 + log2 + r.randint(-2, most)) for _ in range(r.choice([0, 1, 2, 3, 3, 3]))]
        return "market", Market(net, credits, *means)

    def advance(self, _):
        p, w, r = self.params, self.world, self.rng
        dues = [d.due - w.now for d in w.debtors if d.open and d.due > w.now]
        times = [1, 6, p.call_within, p.run_most, p.horizon // 10, p.horizon]
        if dues and r.random() < 0.6:
            times = [min(dues), min(dues), max(1, min(dues) - 1), r.choice(dues)]
        if w.date > w.now:
            times = [min(t, DAY) for t in times]
        return "advance", (max(1, min(r.choice(times), LAST - w.now)),)

    def collect(self, i):
        i = self.debtor(i)
        if self.world.debtors[i].n == 0 and self.rng.random() < 0.8:
            return self.outcome(i) if self.world.jobs else self.claim(i)
        return "collect", (i,)

    def claim(self, i):
        if self.world.pot_credits == 0 and self.rng.random() < 0.8:
            return self.withdraw(i)
        return "claim", (self.near(self.world.pot_credits // self.rng.choice([1, 3])),)

    # Order

    def trading(self):
        return self.pick(deposit=3, withdraw=3, lock=2, release=2, offer=4, mint=22, redeem=5, settle=4,
                         call=24, outcome=16, market=7, advance=14, collect=0.3, claim=0.3)

    def ending(self):
        return self.pick(withdraw=3, deposit=1, mint=1, redeem=2, settle=1, call=2, outcome=14, collect=20,
                         claim=2)

    def claims(self):
        return self.pick(claim=12, withdraw=5, collect=2, mint=1)

    def pick(self, **weights):
        verb = self.rng.choices(list(weights), list(weights.values()))[0]
        return getattr(self, verb)(self.rng.randrange(len(self.world.debtors)))

    def steps(self, count, sunset):
        """The steps, each made from the state that the one before has left."""
        yield "market", Market()
        for i, _ in enumerate(self.world.debtors):
            yield "deposit", (i, max(1, self.vary(20 * self.deposit_unit())))
            yield "offer", (i, self.params.standard_gpus * self.rng.choice([1, 1, 2, 4]))
        for _ in range(count * 6 // 10 if sunset else count):
            yield self.trading()
        if not sunset:
            return
        if self.rng.random() < 0.7:
            week = 1 << 64 + self.log2 + self.rng.choice([-1, 0, 1, 1, 2])
            net, credits = self.reserves()
            least = self.params.least
            net = max(net, least) if self.rng.random() < 0.7 else max(0, least - 1)
            yield "market", Market(net, credits, week, week, week)
        yield "announce", ()
        for _ in range(count // 8):
            yield self.trading()
        yield "announce", ()
        yield self.collect(0)
        left = self.world.date - self.world.now
        if left > 1:
            yield "advance", (left - 1,)
            yield self.call(0)
            yield "advance", (1,)
        yield self.call(0)
        for _ in range(count // 8):
            yield self.ending()
        for number in sorted(self.world.jobs):
            yield self.rng.choice(["served", "refunded", "default"]), (number,)
        yield self.claim(0)
        for i, _ in enumerate(self.world.debtors):
            yield "collect", (i,)
        for _ in range(count // 10):
            yield self.claims()
        yield "claim", (self.world.pot_credits,)
