"""The credits of one class: debts, collateral, calls, defaults and sunset, in exact integers.

Amounts of credits and of NET are base units; a credit is 10^6 base units. A price is `raw`: NET base units
per credit base unit, times 2^64. Every method is one step: it returns what it moved, or raises Refused and
changes nothing.
"""

from dataclasses import dataclass, field

from rounding import BPS, CREDIT, ONE, ceil_div, refuse_if

NOTICE = 90 * 86_400  # seconds between the announcement of a sunset and its date
POT_BPS = 12_500  # what a debt leaves to the pot, of the larger of its own price and the 7-day mean


@dataclass(frozen=True)
class Params:
    coverage_bps: int
    horizon: int  # H, seconds
    price_init: int  # NET base units per whole credit
    penalty_bps: int
    standard_gpus: int
    largest: int  # the largest standard job, credits
    call_within: int  # seconds
    run_least: int  # least and most run_within of standard jobs, seconds; they bind the generator alone
    run_most: int
    least: int  # NET that the pool must hold for its prices to count
    mint_cap: int  # credits, over all debts
    smallest: int = 1  # the smallest standard job, credits


@dataclass(frozen=True)
class Market:
    """The class's pool. A mean is raw, or None."""

    net: int = 0
    credits: int = 0
    half_hour: int | None = None
    day: int | None = None
    week: int | None = None


@dataclass
class Debtor:
    bond: int = 0
    locks: int = 0
    gpus: int = 0
    called_gpus: int = 0
    open: int = 0
    collateral: int = 0
    called: int = 0
    held: int = 0
    due: int = 0  # due and seq mean nothing while n = 0, and are 0 then
    seq: int = 0

    @property
    def n(self):
        return self.open + self.called

    @property
    def free(self):
        return self.bond - self.collateral - self.held - self.locks

    def row(self):
        return [self.bond, self.locks, self.gpus, self.called_gpus, self.open, self.collateral, self.called,
                self.held, self.due, self.seq]


@dataclass(frozen=True)
class Job:
    """A called job, with what the call fixed."""

    debtor: int
    credits: int
    gpus: int
    h: int
    v: int


@dataclass
class Class:
    params: Params
    now: int
    turn: int = 0
    debtors: list = field(default_factory=list)
    market: Market = Market()
    next_seq: int = 0
    jobs: dict = field(default_factory=dict)  # called and not ended, by number
    next_job: int = 0
    date: int = 0  # of the sunset; 0: not announced
    week_then: int = 0  # raw, the 7-day mean at the announcement
    pot_net: int = 0
    pot_credits: int = 0
    # Totals, for the invariants.
    minted: int = 0
    redeemed: int = 0  # by choice, at settlement, by a served call
    burned_credits: int = 0  # by default, and those brought to the pot
    deposited: int = 0
    paid: int = 0  # withdrawn, damages, and paid by the pot
    burned: int = 0  # NET

    @staticmethod
    def new(params, debtors, now):
        return Class(params, now, turn=now, debtors=[Debtor() for _ in range(debtors)])

    # Prices

    def counts(self):
        return self.market.net >= self.params.least

    def mint_price(self):
        """max(price_init, P), raw; price_init and spot rounded up."""
        prices = [ceil_div(self.params.price_init * ONE, CREDIT)]
        if self.counts():
            m = self.market
            prices += [mean for mean in (m.half_hour, m.day, m.week) if mean is not None]
            if m.credits > 0:
                prices.append(ceil_div(m.net * ONE, m.credits))
        return max(prices)

    def value(self, credits):
        """v: what `credits` are worth now to somebody whose call is ignored, rounded down."""
        means = [mean for mean in (self.market.half_hour, self.market.day) if mean is not None]
        if means:
            return credits * max(means) // ONE
        return credits * self.params.price_init // CREDIT

    def penalty(self, v):
        return ceil_div(v * self.params.penalty_bps, BPS)

    # Bonds

    def deposit(self, i, amount):
        refuse_if(zero=amount == 0)
        self.debtors[i].bond += amount
        self.deposited += amount
        return []

    def withdraw(self, i, amount):
        d = self.debtors[i]
        refuse_if(zero=amount == 0, free_bond=amount > d.free)
        d.bond -= amount
        self.paid += amount
        return []

    def lock(self, i, amount):
        """The lock of another job."""
        d = self.debtors[i]
        refuse_if(free_bond=amount > d.free)
        d.locks += amount
        return []

    def release(self, i, amount, slashed):
        """Ends locks of `amount`, of which `slashed` burn."""
        d = self.debtors[i]
        refuse_if(locks=amount > d.locks or slashed > amount)
        d.locks -= amount
        d.bond -= slashed
        self.burned += slashed
        return []

    def offer(self, i, gpus):
        d = self.debtors[i]
        if gpus < d.gpus:
            refuse_if(
                capacity=d.n > self.capacity(gpus),
                standard_gpus=d.n > 0 and gpus < self.params.standard_gpus,
            )
        d.gpus = gpus
        return []

    # Debts

    def capacity(self, gpus):
        return gpus * self.params.horizon * CREDIT

    def supply(self):
        return sum(d.n for d in self.debtors)

    def mint(self, i, credits, max_collateral):
        d, p = self.debtors[i], self.params
        collateral = ceil_div(p.coverage_bps * credits * self.mint_price(), BPS * ONE)
        capped = self.market.week is None or not self.counts()
        refuse_if(
            zero=credits == 0,
            minting_ended=self.date != 0,
            max_collateral=collateral > max_collateral,
            free_bond=collateral > d.free,
            capacity=d.n + credits > self.capacity(d.gpus),
            smallest=d.open + credits < p.largest,
            standard_gpus=d.gpus < p.standard_gpus,
            cap=capped and self.supply() + credits > p.mint_cap,
        )
        if d.n == 0:
            d.due, d.seq = self.turn, self.next_seq
            self.next_seq += 1
        else:
            d.due = (d.due * d.n + min(d.due, self.turn) * credits) // (d.n + credits)
        d.open += credits
        d.collateral += collateral
        self.minted += credits
        return [collateral]

    def redeem(self, i, credits):
        """By choice."""
        d = self.debtors[i]
        rest = d.open - credits
        refuse_if(
            zero=credits == 0,
            open=rest < 0,
            smallest=0 < rest < self.params.largest,
            standard_gpus=rest > 0 and d.gpus < self.params.standard_gpus,
        )
        return [self.take_out(d, credits)]

    def settle(self, i, credits):
        """Credits that a job pays: against the debt, as far as none stay open or enough for the largest job; the rest goes
        to the provider's account."""
        d = self.debtors[i]
        redeemed = d.open if credits >= d.open else min(credits, max(0, d.open - self.params.largest))
        return [redeemed, self.take_out(d, redeemed)]

    def take_out(self, d, credits):
        freed = part(d, credits)
        d.collateral -= freed
        d.open -= credits
        self.redeemed += credits
        forget_if_empty(d)
        return freed

    # Calls

    def queue(self):
        """Debtors with the credits and the GPUs of the smallest standard job, the next to be called first."""
        p = self.params
        return sorted((i for i, d in enumerate(self.debtors) if d.open >= p.smallest and d.gpus >= p.standard_gpus),
                      key=lambda i: (self.debtors[i].due, self.debtors[i].seq))

    def call(self, credits, gpus, run_within, min_damages, look):
        v = self.value(credits)
        refuse_if(zero=credits == 0 or gpus == 0, ended=self.ended())
        for i in self.queue()[:look]:
            d = self.debtors[i]
            if d.due > self.now or d.open < credits or d.gpus - d.called_gpus < gpus:
                continue
            h = part(d, credits)
            if min(h, v) >= min_damages:
                break
        else:
            refuse_if(not_callable=True)
        work = gpus * (self.params.call_within + run_within) * self.params.horizon * CREDIT
        self.turn = max(self.turn, d.due)
        d.due = max(d.due, self.now) + ceil_div(work, d.n)
        d.open -= credits
        d.collateral -= h
        d.called += credits
        d.held += h
        d.called_gpus += gpus
        self.jobs[self.next_job] = Job(i, credits, gpus, h, v)
        self.next_job += 1
        return [i, h, v]

    def end(self, number):
        job = self.jobs.pop(number)
        d = self.debtors[job.debtor]
        d.called -= job.credits
        d.held -= job.h
        d.called_gpus -= job.gpus
        return job, d

    def served(self, number):
        job, d = self.end(number)
        self.redeemed += job.credits
        forget_if_empty(d)
        return []

    def refunded(self, number):
        job, d = self.end(number)
        d.open += job.credits
        d.collateral += job.h
        return []

    def default(self, number):
        job, d = self.end(number)
        damages = min(job.h, job.v)
        burned = min(job.h - damages, self.penalty(job.v))
        d.bond -= damages + burned
        self.paid += damages
        self.burned += burned
        self.burned_credits += job.credits
        forget_if_empty(d)
        return [damages, burned]

    # Sunset

    def ended(self):
        return self.date != 0 and self.now >= self.date

    def announce(self):
        refuse_if(announced=self.date != 0)
        self.date = self.now + NOTICE
        self.week_then = self.market.week or 0
        return []

    def collect(self, i):
        d, p = self.debtors[i], self.params
        refuse_if(not_ended=not self.ended(), called=d.called > 0, no_debt=d.n == 0)
        own = ceil_div(POT_BPS * d.collateral, p.coverage_bps)
        mean = ceil_div(POT_BPS * d.open * self.week_then, BPS * ONE)
        moved = min(d.collateral, max(own, mean))
        d.bond -= moved
        self.pot_net += moved
        self.pot_credits += d.open
        d.open = d.collateral = 0
        forget_if_empty(d)
        return [moved]

    def claim(self, credits):
        refuse_if(
            zero=credits == 0,
            not_ended=not self.ended(),
            not_collected=self.supply() > 0,
            pot=credits > self.pot_credits,
        )
        paid = self.pot_net * credits // self.pot_credits
        self.pot_net -= paid
        self.pot_credits -= credits
        self.paid += paid
        self.burned_credits += credits
        return [paid]

    # The world

    def set_market(self, market):
        self.market = market
        return []

    def advance(self, seconds):
        self.now += seconds
        return []

    def row(self):
        return [self.now, self.turn, self.next_seq, self.supply(), self.pot_net, self.pot_credits, self.date,
                self.week_then, self.paid, self.burned]


def part(d, credits):
    """The collateral of `credits` of the open ones, rounded down."""
    return d.collateral * credits // d.open if credits else 0


def forget_if_empty(d):
    if d.n == 0:
        d.due = d.seq = 0
