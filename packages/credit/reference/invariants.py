"""What must hold after every step, whoever took it."""

import copy

from rounding import Refused

OWN = {"deposit", "withdraw", "lock", "release", "offer", "mint", "redeem", "settle", "collect"}
JOB = {"served", "refunded", "default"}


def run(world, verb, args):
    """Takes a step and checks it: (what it moved, None) or (None, the words of its refusal)."""
    before = copy.deepcopy(world)
    try:
        moved, words = getattr(world, verb)(*args), None
    except Refused as refused:
        moved, words = None, refused.words
        assert world == before, "a refused step changed something"
    check_state(world)
    if words is None:
        check_step(before, world, verb, args, moved)
    return moved, words


def check_state(w):
    supply = sum(d.n for d in w.debtors) + w.pot_credits
    assert supply == w.minted - w.redeemed - w.burned_credits
    assert sum(d.bond for d in w.debtors) + w.pot_net + w.paid + w.burned == w.deposited
    assert w.turn <= w.now
    for i, d in enumerate(w.debtors):
        assert min(d.row()) >= 0 and d.free >= 0
        assert d.n <= w.capacity(d.gpus)
        assert d.open > 0 or d.collateral == 0
        jobs = [job for job in w.jobs.values() if job.debtor == i]
        assert d.called == sum(job.credits for job in jobs)
        assert d.held == sum(job.h for job in jobs)
        assert d.called_gpus == sum(job.gpus for job in jobs)


def check_step(before, after, verb, args, moved):
    """Nobody else's row changes, and collateral per open credit falls by no step but a mint and a refund."""
    actor = None
    if verb in OWN:
        actor = args[0]
    elif verb == "call":
        actor = moved[0]
    elif verb in JOB:
        actor = before.jobs[args[0]].debtor
    for i, (old, new) in enumerate(zip(before.debtors, after.debtors)):
        assert i == actor or old == new
    assert after.turn >= before.turn
    if actor is None:
        return
    old, new = before.debtors[actor], after.debtors[actor]
    if verb in ("redeem", "settle", "call", "served", "default") and new.open > 0:
        assert new.collateral * old.open >= old.collateral * new.open
        # The rounding: less than one base unit of the whole collateral stays with the rest.
        assert (new.collateral - 1) * old.open < old.collateral * new.open
    if verb == "refunded":
        job = before.jobs[args[0]]
        assert new.collateral == old.collateral + job.h and new.due == old.due
    if verb == "call":
        need = args[1] * (after.params.call_within + args[2]) * after.params.horizon * 10**6
        assert (new.due - max(old.due, before.now)) * old.n >= need and new.n == old.n
    if verb == "mint" and old.n > 0:
        assert new.due <= old.due
    if verb == "default":
        job = before.jobs[args[0]]
        assert sum(moved) <= job.h and new.free == old.free + job.h - sum(moved)
