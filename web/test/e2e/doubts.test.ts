// A result that somebody doubts: what the arbiter's word brings whom, and what a proof does; each amount as the chain has it.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { describe, test } from "node:test";
import { type HexBinary, type jobMarket, type providerRegistry, type verifierGateway } from "compute-amm";
import { amountOf, amountOrZero, find, type ChainEvent } from "../../src/chain/events.js";
import { execute, type Message } from "../../src/wallet/messages.js";
import { fresh, rpc, snapshot, type Done, type Hand } from "./hands.js";
import { arbiter, Prover } from "./judges.js";
import { A100, APPROVAL, client, contracts, inAccount, leaves, ON_DEMAND, ONE, provider } from "./people.js";
import { fillJob, request, stateIs, told } from "./requests.js";
import { amount, open, picture, type Tab } from "./setting.js";

const TIP = 2_500_000n;
const CREDITS = 60n * ONE;

/** A job of a minute that its provider has done by hand. */
interface Delivered {
  readonly id: number;
  readonly provider: Hand;
  readonly output: string;
}

async function delivered(tab: Tab, method: string, program: string): Promise<Delivered> {
  const [owner, { jobMarket: market }] = await Promise.all([provider(), contracts()]);
  await fillJob(tab, { class: A100, time: "60 s", method, program, provider: owner.address, tip: "2.5" });
  const id = await request(tab, "job");
  const output = randomBytes(32).toString("hex");
  const send = (msg: jobMarket.ExecuteMsg) => execute<jobMarket.ExecuteMsg>(market, msg);
  await owner.sends(send({ accept_job: { job_id: id, payout: { credits: {} } } }), send({ submit_result: { job_id: id, output: output as unknown as HexBinary } }));
  await stateIs(tab, "submitted");
  return { id, provider: owner, output };
}

/** What is in an account of credits and of NET. */
async function holds(who: Hand): Promise<{ credits: bigint; net: bigint }> {
  const { terms, classes } = await snapshot();
  const [credits, net] = await Promise.all([inAccount(who, classes.find(({ id }) => id === A100)!.credit), inAccount(who, terms.networkDenom)]);
  return { credits, net };
}

/** The page's own words on how long it waits, and for what. */
async function waitsUntil(tab: Tab, what: string, event: ChainEvent): Promise<void> {
  const step = tab.page.locator("ol.steps > li[data-state=now]").filter({ hasText: what });
  const deadline = new Date(Number(event.attributes["deadline"]) * 1000).toISOString();
  assert.equal(await step.locator("time").first().getAttribute("datetime"), deadline);
}

/** Presses what puts a bond at stake, which must be the one that is shown; what the chain says of it. */
async function stakes(tab: Tab, button: string, event: string, id: number): Promise<ChainEvent> {
  const block = tab.page.locator(".action").filter({ has: tab.page.getByRole("button", { name: button }) });
  const shown = await block.getByText("It takes a bond of").locator(".amount:not(.muted)").innerText();
  await block.getByRole("button", { name: button }).click();
  const staked = (await told((await contracts()).jobMarket, event, { job_id: id })).event;
  assert.equal(shown, `${amountOf(staked, "bond") / ONE} NET`);
  return staked;
}

/** Has the arbiter sign that the result is right, or false, and somebody bring that. */
async function judge(id: number, valid: boolean): Promise<Done> {
  const [{ jobMarket: market, gateway }, reporter] = await Promise.all([contracts(), fresh({ unet: ONE })]);
  const { claim, disputed } = await rpc.query<jobMarket.ClaimResponse>(market, { claim: { job_id: id } } satisfies jobMarket.QueryMsg);
  assert(disputed);
  const digests = await rpc.query<verifierGateway.StatementResponse>(gateway, { statement: { claim, reporter: reporter.address } } satisfies verifierGateway.QueryMsg);
  return reporter.sends(execute<verifierGateway.ExecuteMsg>(gateway, {
    bring_verdict: { job_id: id, valid, signatures: [arbiter(valid ? digests.valid : digests.invalid!)] },
  }));
}

/** A dispute, begun on the page, and the verdict on it. */
async function disputed(tab: Tab, hand: Hand, valid: boolean): Promise<Delivered & { readonly bond: bigint; readonly verdict: Done; readonly end: ChainEvent }> {
  const job = await delivered(tab, APPROVAL, randomBytes(32).toString("hex"));
  const before = await rpc.balance(hand.address, "unet");
  const dispute = await stakes(tab, "Dispute the result", "dispute_result", job.id);
  const bond = amountOf(dispute, "bond");
  await stateIs(tab, "disputed");
  await waitsUntil(tab, "Waits for the arbiter", dispute);
  assert.equal(before - (await rpc.balance(hand.address, "unet")), bond);
  const verdict = await judge(job.id, valid);
  const end = find(verdict.told, (await contracts()).jobMarket, "end_job");
  assert(end);
  return { ...job, bond, verdict, end };
}

/** What of the provider's stake or of bonds burned in a transaction. */
async function burned({ told: events }: Done): Promise<bigint> {
  const { fees } = await contracts();
  return events.filter(({ contract, type, attributes }) => contract === fees && type === "deposit" && attributes["category"] === "slash")
    .reduce((sum, event) => sum + amountOf(event, "amount"), 0n);
}

/** Whoever was found to cheat is in jail for an hour at least: its page says so, and offers neither a way out before that nor a mint. */
async function inJail({ name, address }: Hand): Promise<void> {
  const { registry } = await contracts();
  const { jailed_until: until } = await rpc.query<providerRegistry.ProviderResponse>(registry, { provider: { provider: address } } satisfies providerRegistry.QueryMsg);
  assert(until !== null && until! > (await rpc.status()).time + 3_000, `in jail until ${until}`);
  const own = await open(`#/provide?class=${A100}`, { wallet: name });
  await own.connect();
  await own.page.getByText("You are in jail").waitFor();
  assert(await own.page.getByRole("button", { name: "Leave jail" }).isDisabled(), "its time is not over");
  await picture(own, "flow-jail");
  await own.close();
}

/** What a titled step of the story says. */
const step = (tab: Tab, title: string) => tab.page.getByRole("region", { name: "What happened" }).locator("ol.steps > li").filter({ hasText: title });

describe("a result is doubted", { concurrency: 3 }, () => {
  test("the arbiter finds it false: its client has everything back, and the bond", async () => {
    const { tab, hand } = await client();
    const { page } = tab;
    const { provider: owner, bond, verdict, end } = await disputed(tab, hand, false);
    await stateIs(tab, "faulted: fraud");
    await step(tab, "Judged: the result is false").locator("[title]").first().waitFor();
    await step(tab, "Ended: the result was false").waitFor();
    await page.getByText("It was found false. Do not use it.").waitFor();
    await page.getByText("The result is disputed.").waitFor({ state: "hidden" });
    const { registry } = await contracts();
    const fault = find(verdict.told, registry, "end_job")!;
    const back = page.getByRole("region", { name: "What came back" });
    const got = await holds(hand);
    assert.equal(await amount(back, "Credits"), CREDITS);
    assert.equal(got.credits, CREDITS);
    const damages = amountOrZero(fault, "client");
    if (damages > 0n) assert.equal(await amount(back, "Of that damages"), damages);
    assert.equal(amountOf(end, "earned"), 0n, "nothing of the take is kept");
    assert.equal(got.net, amountOf(end, "take") + TIP + bond + damages);
    assert.equal(await amount(back, "NET"), got.net);
    assert.deepEqual(await holds(owner), { credits: 0n, net: 0n });
    const slashed = await burned(verdict);
    assert(slashed > 0n && slashed === amountOf(fault, "burned"));
    const told = await step(tab, "Ended: the result was false").innerText();
    assert.match(told, /of the provider's stake burned/);
    assert.match(told, new RegExp(`Of the dispute's bond ${bond / ONE} NET went back`));
    await picture(tab, "flow-dispute-false");
    await tab.close();
    await inJail(owner);
  });

  test("the arbiter finds it right: its provider is paid, and the bond burns", async () => {
    const { tab, hand } = await client();
    const { page } = tab;
    const { provider: owner, bond, verdict, end } = await disputed(tab, hand, true);
    await stateIs(tab, "settled");
    await step(tab, "Judged: the result is right").waitFor();
    await step(tab, "Ended: verified and paid").waitFor();
    await page.getByText("It was verified under the job's method, and paid for.").waitFor();
    assert.deepEqual(await holds(owner), { credits: CREDITS, net: TIP });
    assert.equal(await burned(verdict), bond);
    await step(tab, "Ended: verified and paid").getByText(`Of the dispute's bond ${bond / ONE} NET burned.`).waitFor();
    const rest = amountOf(end, "take") - amountOf(end, "earned");
    assert.deepEqual(await holds(hand), { credits: 0n, net: rest });
    const back = page.getByRole("region", { name: "What came back" });
    if (rest > 0n) assert.equal(await amount(back, "NET"), rest);
    else await back.getByText("Nothing: the job was done and paid for.").waitFor();
    await picture(tab, "flow-dispute-right");
    await tab.close();
  });

  test("a result under proof on demand is challenged by anybody, and proven", async () => {
    const [{ tab }, doubter, { gateway, jobMarket: market }] = await Promise.all([client(), fresh({ unet: 100n * ONE }), contracts()]);
    const prover = new Prover();
    const job = delivered(tab, ON_DEMAND, prover.program);
    await doubter.sends(execute<verifierGateway.ExecuteMsg>(gateway, { register_key: { key: prover.key } }));
    const { id, provider: owner, output } = await job;
    const other = await open(`#/jobs/${id}`, { wallet: doubter.name });
    await other.connect();
    await stateIs(other, "submitted");
    await other.page.getByText("with the reporter's part of the provider's lock").waitFor();
    const challenge = await stakes(other, "Challenge the result", "challenge_result", id);
    const bond = amountOf(challenge, "bond");
    // Who owns it sees it, too.
    for (const one of [tab, other]) {
      await stateIs(one, "challenged");
      await waitsUntil(one, "Waits for a proof", challenge);
    }
    assert.equal(await rpc.balance(doubter.address, "unet"), 100n * ONE - bond);
    await picture(other, "flow-challenge");

    const claim = {
      job_id: id, provider: owner.address, program: prover.program as unknown as HexBinary, input: "0".repeat(64) as unknown as HexBinary, output: output as unknown as HexBinary,
    };
    const { statement } = await rpc.query<verifierGateway.StatementResponse>(gateway, { statement: { claim } } satisfies verifierGateway.QueryMsg);
    const prove = (of: HexBinary): Message => execute<jobMarket.ExecuteMsg>(market, { prove_challenged: { job_id: id, proof: prover.prove(of) } });
    assert.notEqual((await owner.tries([prove(randomBytes(32).toString("hex") as unknown as HexBinary)])).code, 0, "a proof of something else is none");
    const proven = await owner.sends(prove(statement));
    for (const one of [tab, other]) await stateIs(one, "settled");
    await step(tab, "Proven").locator(`[title="${owner.address}"]`).waitFor();
    await step(tab, "Ended: verified and paid").waitFor();
    // Of the bond a fifth burns; the rest pays for the proof.
    const lost = await burned(proven);
    assert.equal(lost, bond / 5n);
    await step(tab, "Ended: verified and paid").getByText(`Of the challenge's bond ${(bond - lost) / ONE} NET went to the provider, and ${lost / ONE} NET burned.`).waitFor();
    assert.deepEqual(await holds(owner), { credits: CREDITS, net: TIP + bond - lost });
    assert.deepEqual(await holds(doubter), { credits: 0n, net: 0n });
    await picture(tab, "flow-proven");
    // It takes no other job.
    await leaves(owner);
    await Promise.all([tab.close(), other.close()]);
  });
});
