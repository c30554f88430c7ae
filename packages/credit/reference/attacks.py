#!/usr/bin/env python3
"""Searches with the model for ways to profit: python3 attacks.py [seconds for each search, 5 unless told].

Seeded. Exits with 1 if something is found that must not exist. What is marked `known` prints how much a
weakness of the rules is worth, and never fails.
"""

import copy
import random
import sys
import time
from fractions import Fraction

import invariants
from model import Class, Market, Params
from rounding import CREDIT, ONE, Refused, ceil_div
from sequences import DAY, PROFILES, START, Sequence

SECONDS = float(sys.argv[1]) if len(sys.argv) > 1 else 5.0


def rounds():
    """Numbers of rounds until the time is over."""
    end, number = time.monotonic() + SECONDS, 0
    while time.monotonic() < end:
        yield number
        number += 1


def attempt(world, verb, *args):
    """What the step moves, checked against every invariant; None if it is refused."""
    return invariants.run(world, verb, args)[0]


def self_default():
    """A debtor ignores a call by its own other self. Had it redeemed instead, the two would have no less."""
    tried, worst = 0, None
    for number in rounds():
        sequence = Sequence(f"attacks/{number}", list(PROFILES)[number % len(PROFILES)])
        world = sequence.world
        for verb, args in sequence.steps(60, False):
            invariants.run(world, *(("set_market", (args,)) if verb == "market" else (verb, args)))
            for job_number, job in list(world.jobs.items()):
                ignored, redeemed = copy.deepcopy(world), copy.deepcopy(world)
                owner, burned = ignored.default(job_number)
                redeemed.served(job_number)  # the credits burn and the collateral is free: as by redeeming
                both = ignored.debtors[job.debtor].free + owner
                gain = both - redeemed.debtors[job.debtor].free
                lost = world.debtors[job.debtor].bond - ignored.debtors[job.debtor].bond
                assert owner <= lost and lost == owner + burned <= job.h and gain == -burned
                penalised = job.h > min(job.h, job.v) and job.v > 0
                assert gain < 0 or not penalised
                tried += 1
                worst = gain if worst is None else max(worst, gain)
    print(f"self-default: {tried} tried, best result {worst} (0: nothing above v was locked, or v is 0)")
    return worst > 0


def fixed_price():
    """Debtors 0 and 1 and a client in one hand trade at a price that never moves, beside honest debtors 2 and
    3 that serve. Service counts as worth the price. At the end all debts are bought back and redeemed."""
    best, best_steps, tried = None, None, 0
    for number in rounds():
        r = random.Random(f"fixed/{number}")
        log2 = r.choice([-12, -3, 0, 5, 30])
        price = Fraction(2) ** log2
        largest = r.choice([1, 3, 1_000, 7_200 * CREDIT])
        init = max(1, int(price * CREDIT) // r.choice([1, 2]))
        coverage, horizon = r.choice([15_000, 20_000]), DAY * r.choice([1, 14])
        p = Params(coverage, horizon, init, 2_500, 1, largest, 600, 1_800, 8_000, 1, largest * 10**6)
        w = Class.new(p, 4, START)
        mean = 1 << 64 + log2
        credits_in_pool = max(10**6, largest * 100)
        net_in_pool = int(credits_in_pool * price)
        w.set_market(Market(max(1, net_in_pool), credits_in_pool, mean, mean, mean))
        if Fraction(w.market.net, w.market.credits) > price:
            continue  # dust pools round their price up
        stake = ceil_div(p.coverage_bps * largest * w.mint_price(), 10**4 * ONE) * 50 + 50
        for i in range(4):
            attempt(w, "deposit", i, stake)
            attempt(w, "offer", i, 3)
        for i in (2, 3):
            attempt(w, "mint", i, largest * r.randint(1, 5), stake)
        net, held, steps = Fraction(-2 * stake), 0, []  # of the coalition, beside what it has in bonds
        for _ in range(r.randint(4, 24)):
            net, held = coalition_step(w, r, price, net, held, steps)
        result = unwind(w, price, net, held)
        if result is None:
            continue
        tried += 1
        if best is None or result > best:
            best, best_steps = result, steps
    print(f"cycles at a fixed price: {tried} closed, best result {float(best):.6g} NET base units")
    if best > 0:
        print("  " + "; ".join(best_steps))
    return best > 0


def coalition_step(w, r, price, net, held, steps):
    p, i = w.params, r.randrange(2)
    verb = r.choice("mint redeem settle call call served default refunded wait".split())
    amount = r.choice([1, p.largest, p.largest, r.randint(1, 4 * p.largest)])
    jobs = [n for n, job in w.jobs.items()]
    if verb == "mint" and attempt(w, "mint", i, amount, 10**40) is not None:
        held += amount
    elif verb == "redeem" and attempt(w, "redeem", i, amount) is not None:
        held -= amount
    elif verb == "settle":
        held -= attempt(w, "settle", i, amount)[0]
    elif verb == "call":
        amount = min(amount, p.largest)
        run = min(8_000, max(1_800, ceil_div(amount, CREDIT) + 600))
        if attempt(w, "call", amount, 1, run, r.choice([0, w.value(amount)]), 16) is not None:
            held -= amount
    elif verb in invariants.JOB and jobs:
        number = r.choice(jobs)
        job = w.jobs[number]
        mine = job.debtor < 2
        if verb == "default" and not mine:
            return net, held  # the honest serve
        moved = attempt(w, verb, number)
        if verb == "default":
            net += moved[0]
        elif verb == "refunded":
            held += job.credits
        elif not mine:
            net += job.credits * price  # service received
        verb = f"{verb} {number}"
    elif verb == "wait":
        attempt(w, "advance", r.choice([1, 600, 8_000, DAY, p.horizon]))
    steps.append(f"{verb} {i} {amount}")
    return net, held


def unwind(w, price, net, held):
    """What the coalition has once all is settled: credits that it lacks are bought, the others sold."""
    for number, job in list(w.jobs.items()):
        attempt(w, "served", number)
        if job.debtor >= 2:
            net += job.credits * price
    for i in (0, 1):
        held -= w.debtors[i].open
        if w.debtors[i].open:
            attempt(w, "redeem", i, w.debtors[i].open)
        if w.debtors[i].free:
            amount = w.debtors[i].free
            attempt(w, "withdraw", i, amount)
            net += amount
    return net + held * price


def called_too_fast():
    """Clients call one debtor as soon as it can be called, while it mints, redeems, serves, defaults. Each
    call's part of the debt, over any stretch without a mint, comes to at most one debt per H and one call more."""
    calls, fastest, minted_fastest = 0, Fraction(0), Fraction(0)
    for number in rounds():
        r = random.Random(f"fast/{number}")
        largest = r.choice([5, 10**6, 3_600 * CREDIT])
        p = Params(20_000, r.choice([DAY, 14 * DAY]), CREDIT, 2_500, 1, largest, 600, 1_800, 8_000, 0, 10**30)
        w = Class.new(p, 1, START)
        attempt(w, "deposit", 0, 10**30)
        attempt(w, "offer", 0, 40)
        attempt(w, "mint", 0, largest * r.randint(1, 200), 10**40)
        log, epoch = [], 0  # (time, credits over debt, mints so far)
        for _ in range(80):
            d = w.debtors[0]
            verb = r.choice("call call call call wait served refunded default redeem mint".split())
            if verb == "call" and d.open:
                if d.due > w.now:
                    attempt(w, "advance", d.due - w.now)
                credits, n = r.randint(1, min(largest, d.open)), d.n
                run = min(8_000, max(1_800, ceil_div(credits, CREDIT) + 600))
                if attempt(w, "call", credits, 1, run, 0, 1) is not None:
                    log.append((w.now, Fraction(credits, n), epoch))
            elif verb == "wait":
                attempt(w, "advance", r.choice([1, 600, DAY]))
            elif verb in invariants.JOB and w.jobs:
                attempt(w, verb, r.choice(list(w.jobs)))
            elif verb == "redeem" and d.open:
                attempt(w, "redeem", 0, r.choice([d.open, r.randint(1, d.open)]))
            elif verb == "mint":
                minted = attempt(w, "mint", 0, r.choice([1, largest, 20 * largest]), 10**40)
                epoch += minted is not None
        calls += len(log)
        for first, (begun, _, mints) in enumerate(log):
            total = Fraction(0)
            for later in range(first + 1, len(log)):
                total += log[later - 1][1]
                rate = total - Fraction(log[later][0] - begun, p.horizon)
                if log[later][2] == mints:
                    fastest = max(fastest, rate)
                else:
                    minted_fastest = max(minted_fastest, rate)
    print(f"called too fast: {calls} calls; parts of the debt called beyond one per H and one call:"
          f" {float(fastest):.6g} without a mint between, {float(minted_fastest):.6g} with mints between")
    return fastest > 0


def fewer_gpus():
    """known: whether a debtor may offer so few GPUs that no standard job can be called on it."""
    p = Params(20_000, 14 * DAY, CREDIT, 2_500, 8, 8 * 3_600 * CREDIT, 600, 1_800, 8_000, 0, 10**30)
    w = Class.new(p, 1, START)
    attempt(w, "deposit", 0, 10**18)
    attempt(w, "offer", 0, 8)
    attempt(w, "mint", 0, p.largest, 10**40)
    refused = attempt(w, "offer", 0, 1) is None
    print(f"fewer GPUs than a standard job's: {'refused by this model' if refused else 'possible'};"
          f" n <= gpus*H alone would allow it: {w.debtors[0].n <= w.capacity(1)}")
    return False


def sunset_pot():
    """known: one mints after a fall of the price, just before the announcement, and keeps its credits for
    the pot, into which others pay for what they minted when it was dear."""
    for share in (1, 10, 100):
        p = Params(20_000, DAY, 1, 2_500, 1, CREDIT, 600, 1_800, 8_000, 0, 10**30)
        w = Class.new(p, 2, START)
        for i in (0, 1):
            attempt(w, "deposit", i, 10**40)
            attempt(w, "offer", i, 10**6)
        for i, mean in ((0, 1 << 84), (1, 1 << 83)):
            w.set_market(Market(mean >> 44, 2**20, mean, mean, mean))
            attempt(w, "mint", i, CREDIT * (10, share)[i], 10**40)
        attempt(w, "announce")
        attempt(w, "advance", 90 * DAY)
        attempt(w, "collect", 0)
        paid_in = attempt(w, "collect", 1)[0]
        gain = Fraction(attempt(w, "claim", CREDIT * share)[0] - paid_in, CREDIT * share << 19)
        print(f"sunset pot after a fall by half: {share} credits minted late beside 10 older ones gain"
              f" {float(gain):+.2f} of the price now, each")
    return False


def rests_in_front():
    """known: rests too small for any job, left by settlements, come first in the queue for ever."""
    p = Params(20_000, DAY, CREDIT, 2_500, 1, 3_600 * CREDIT, 600, 1_800, 8_000, 0, 10**30)
    w = Class.new(p, 17, START)
    for i in range(17):
        attempt(w, "deposit", i, 10**12)
        attempt(w, "offer", i, 1)
        attempt(w, "mint", i, p.largest, 10**40)
        if i < 16:
            attempt(w, "settle", i, p.largest - 1)
    locked = sum(d.collateral for d in w.debtors[:16])
    found = {look: attempt(copy.deepcopy(w), "call", p.largest, 1, 4_200, 0, look) for look in (16, 17)}
    print(f"16 rests in front, {locked} base units of NET locked in all: the honest debtor is"
          f" {'found' if found[16] else 'not found'} with look 16,"
          f" {'found' if found[17] else 'not found'} with 17")
    return False


def floor_mint():
    """known: liquidity leaves for one transaction, so that P is 0 and a mint costs coverage * price_init;
    then the credits sell at the price. Bounded in all by mint_cap."""
    for init in (2, 4, 8):
        p = Params(20_000, DAY, CREDIT // init, 2_500, 1, CREDIT, 600, 1_800, 8_000, 10**6, 5 * CREDIT)
        w = Class.new(p, 1, START)
        attempt(w, "deposit", 0, 10**12)
        attempt(w, "offer", 0, 1_000)
        w.set_market(Market(10**6 - 1, 10**6 - 1, ONE, ONE, ONE))
        locked = attempt(w, "mint", 0, 5 * CREDIT, 10**40)[0]
        print(f"mint below `least`, price_init 1/{init} of the price: walking away keeps"
              f" {1 - locked / (5 * CREDIT):+.2f} of the price a credit, up to mint_cap")
    return False


def main():
    searches = [self_default, fixed_price, called_too_fast]
    searches += [fewer_gpus, rests_in_front, sunset_pot, floor_mint]
    found = [search.__name__ for search in searches if search()]
    if found:
        sys.exit(f"found: {', '.join(found)}")


main()
