// What clients do: from connecting a wallet to a result, a refund, a machine.
import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import type { jobMarket, providerRegistry } from "compute-amm";
import { amountOf } from "../../src/chain/events.js";
import { formatWhole } from "../../src/money/amounts.js";
import { execute } from "../../src/wallet/messages.js";
import { fresh, LATEST, rpc, serve, snapshot, until, type Hand } from "./hands.js";
import { holdingsAt } from "./orders.js";
import { ANSWER, fillJob, INFERENCE, paidAsShown, PICTURES, quoteShown, request, SSH_KEY, stateIs, told, type JobForm } from "./requests.js";
import { amount, open, picture, type Tab } from "./setting.js";

const H100 = "h100-sxm5-80g";
const A100 = "a100-sxm4-80g";
const ONE = 1_000_000n;
/** Numbers of methods, as the devnet is wired. */
const ATTESTED = "1";
const APPROVAL = "5";
const ON_DEMAND = "10";

/** A client with money, connected. */
async function client(): Promise<{ tab: Tab; hand: Hand }> {
  const hand = await fresh({ unet: 1_000n * ONE, uusd: 1_000n * ONE });
  const tab = await open("#/", { wallet: hand.name });
  await tab.connect();
  return { tab, hand };
}

const contracts = async () => (await snapshot()).terms.contracts;

/** A job that the providers' agents do. */
async function inference(method: string): Promise<JobForm> {
  return { class: A100, time: "20 s", method, program: INFERENCE, input: await serve(readFileSync(PICTURES)) };
}

/** Base units of an asset in an account. */
async function inAccount({ address }: Hand, asset: string): Promise<bigint> {
  const { pool } = await contracts();
  return (await holdingsAt(pool, address, [], LATEST)).account.get(asset) ?? 0n;
}

/** Somebody who offers GPUs, and does by hand what an agent does. */
async function provider(): Promise<Hand> {
  const hand = await fresh({ unet: 10_000n * ONE });
  const { registry } = await contracts();
  const send = (msg: providerRegistry.ExecuteMsg, bond = 0n) => execute<providerRegistry.ExecuteMsg>(registry, msg, [{ denom: "unet", amount: bond }]);
  await hand.sends(send({ register: { metadata: "" } }), send({ bond: { class: A100 } }, 5_000n * ONE), send({ offer_gpus: { class: A100, gpus: 1 } }));
  return hand;
}

// They wait more than they work: for agents, and for a lease's first minute.
describe("clients", { concurrency: 3 }, () => {
  test("a machine is leased, topped up and closed", async () => {
    const { tab, hand } = await client();
    const { page } = tab;
    await tab.go("#/get?tab=lease");
    const field = (label: string) => page.getByLabel(label, { exact: true });
    await field("Hardware class").selectOption(H100);
    await field("Time").fill("10 min");
    await field("Your SSH public key").fill(SSH_KEY);
    const shown = await quoteShown(tab);
    const id = await request(tab, "lease");
    const { leaseMarket } = await contracts();
    await paidAsShown(shown, await told(leaseMarket!, "request_lease", { lease_id: id }), H100);
    await stateIs(tab, "running");
    const machine = page.getByRole("region", { name: "Machine" });
    await machine.getByText(/-p 2222 root@gpu\.example$/).waitFor();
    // Its key counts for this lease alone, and not for a host that its provider names.
    await machine.getByText(new RegExp(`^compute-amm-lease-${id} ssh-ed25519 AAAA`)).waitFor();
    // It earns by the second, once its first minute is over.
    const earned = () => amount(page.locator("main"), "Earned by the provider so far");
    const first = await earned();
    await until("it earns", async () => ((await earned()) > first ? true : undefined));
    assert.equal(await amount(page.locator("main"), "Prepaid"), 600n * ONE);
    await field("Time to add").fill("5 min");
    await page.getByRole("button", { name: "Add the time" }).click();
    await page.getByText("The time is added.").waitFor();
    await until("the time is there", async () => ((await amount(page.locator("main"), "Prepaid")) === 900n * ONE ? true : undefined));
    await picture(tab, "flow-lease-running");
    await page.getByRole("button", { name: "Close the lease" }).click();
    await stateIs(tab, "closed");
    const { event } = await told(leaseMarket!, "end_lease", { lease_id: id });
    const back = page.getByRole("region", { name: "What came back" });
    assert.equal(await amount(back, "Credits"), amountOf(event, "refunded"));
    // What was earned before more time was added was paid then.
    const { event: added } = await told(leaseMarket!, "top_up", { lease_id: id });
    assert.equal(amountOf(event, "refunded") + amountOf(event, "paid") + amountOf(added, "paid"), 900n * ONE);
    const { credit } = (await snapshot()).classes.find(({ id }) => id === H100)!;
    assert.equal(await inAccount(hand, credit), amountOf(event, "refunded"));
    await picture(tab, "flow-lease-closed");
    await tab.close();
  });

  test("a wallet is connected, remembered, and disconnected", async () => {
    const { tab, hand } = await client();
    const { page } = tab;
    await page.locator("button.wallet").click();
    const dialog = page.getByRole("dialog");
    assert.equal(await amount(dialog, "In it"), 1_000n * ONE);
    await dialog.getByText(hand.name).waitFor();
    await page.keyboard.press("Escape");
    await page.reload();
    await page.locator("button.wallet code").waitFor();
    await page.locator("button.wallet").click();
    await dialog.getByRole("button", { name: "Disconnect" }).click();
    await page.getByRole("button", { name: "Connect", exact: true }).waitFor();
    await page.reload();
    await page.getByRole("button", { name: "Connect", exact: true }).waitFor();
    await tab.close();
  });

  test("a job is requested, done by an agent, attested, and paid for", async () => {
    const { tab, hand } = await client();
    const { page } = tab;
    await fillJob(tab, { ...(await inference(ATTESTED)), tip: "0.25" });
    const shown = await quoteShown(tab);
    const id = await request(tab, "job");
    await paidAsShown(shown, await told((await contracts()).jobMarket, "request_job", { job_id: id }), A100);
    await page.getByText("It is yours.").waitFor();
    await stateIs(tab, "settled");
    const digest = createHash("sha256").update(readFileSync(ANSWER)).digest("hex");
    const result = page.getByRole("region", { name: "Result" });
    assert.equal(await result.locator("code.digest").first().innerText(), digest);
    await result.getByText("It was verified under the job's method, and paid for.").waitFor();
    await result.getByLabel("Check a file against it").setInputFiles(ANSWER);
    await result.getByText("The file is the result.").waitFor();
    await result.getByLabel("Check a file against it").setInputFiles(PICTURES);
    await result.getByText("It is another file").waitFor();
    const story = page.getByRole("region", { name: "What happened" });
    await story.getByText("Ended: verified and paid").waitFor();
    const titles = await story.locator(".step-title").allTextContents();
    for (const title of ["Requested", "Accepted", "Result delivered, with its proof or signatures"]) assert(titles.some((one) => one.startsWith(`${title} (`)), title);
    await picture(tab, "flow-job-settled");
    // And it is in the list of one's jobs.
    await tab.go("#/jobs");
    await page.getByRole("region", { name: "Jobs that have ended" }).getByRole("link", { name: formatWhole(id), exact: true }).waitFor();
    assert((await rpc.balance(hand.address, "unet")) < 1_000n * ONE);
    await tab.close();
  });

  test("a result is approved", async () => {
    const { tab } = await client();
    await fillJob(tab, await inference(APPROVAL));
    const id = await request(tab, "job");
    await stateIs(tab, "submitted");
    await tab.page.getByRole("button", { name: "Approve the result" }).click();
    await stateIs(tab, "settled");
    await tab.page.getByText("The provider is paid. The job is over.").waitFor();
    const { event } = await told((await contracts()).jobMarket, "end_job", { job_id: id });
    assert.equal(event.attributes["state"], "settled");
    await tab.close();
  });

  test("a result is disputed, with a bond", async () => {
    const { tab, hand } = await client();
    await fillJob(tab, await inference(APPROVAL));
    const id = await request(tab, "job");
    await stateIs(tab, "submitted");
    const before = await rpc.balance(hand.address, "unet");
    await tab.page.getByRole("button", { name: "Dispute the result" }).click();
    await stateIs(tab, "disputed");
    await tab.page.getByText("Waits for the arbiter").waitFor();
    const { event } = await told((await contracts()).jobMarket, "dispute_result", { job_id: id });
    assert.equal(amountOf(event, "bond"), 5n * ONE);
    assert.equal(before - (await rpc.balance(hand.address, "unet")), 5n * ONE);
    await tab.close();
  });

  test("a job that nobody takes is withdrawn, and what comes back is what was said", async () => {
    const { tab, hand } = await client();
    const { page } = tab;
    await fillJob(tab, { class: H100, time: "100 s", method: ATTESTED, program: randomBytes(32).toString("hex"), tip: "1.5" });
    const shown = await quoteShown(tab);
    const id = await request(tab, "job");
    await stateIs(tab, "open");
    await page.getByRole("button", { name: "Withdraw the job" }).click();
    await stateIs(tab, "cancelled");
    const back = page.getByRole("region", { name: "What came back" });
    const [credits, net] = [await amount(back, "Credits"), await amount(back, "NET")];
    assert.equal(credits, 100n * ONE);
    assert.equal(net, 1_500_000n, "the tip");
    const { terms, classes } = await snapshot();
    const { credit } = classes.find(({ id }) => id === H100)!;
    assert.equal(await inAccount(hand, credit), credits);
    assert.equal(await inAccount(hand, terms.networkDenom), net);
    await paidAsShown(shown, await told(terms.contracts.jobMarket, "request_job", { job_id: id }), H100);
    await tab.close();
  });

  test("a result under proof on demand is challenged", async () => {
    const [{ tab, hand: me }, other] = await Promise.all([client(), provider()]);
    const { page } = tab;
    await fillJob(tab, { class: A100, time: "60 s", method: ON_DEMAND, program: randomBytes(32).toString("hex"), provider: other.address });
    const id = await request(tab, "job");
    const { jobMarket: market, registry } = await contracts();
    await other.sends(
      execute<jobMarket.ExecuteMsg>(market, { accept_job: { job_id: id, payout: { redeem: {} } } }),
      execute<jobMarket.ExecuteMsg>(market, { submit_result: { job_id: id, output: "ab".repeat(32) as unknown as jobMarket.HexBinary } }),
    );
    await stateIs(tab, "submitted");
    const before = await rpc.balance(me.address, "unet");
    await page.getByRole("button", { name: "Challenge the result" }).click();
    await stateIs(tab, "challenged");
    await page.getByText("Waits for a proof").waitFor();
    const { event } = await told(market, "challenge_result", { job_id: id });
    assert.equal(amountOf(event, "bond"), 50n * ONE);
    assert.equal(before - (await rpc.balance(me.address, "unet")), 50n * ONE);
    // It takes no other job.
    await other.sends(execute<providerRegistry.ExecuteMsg>(registry, { offer_gpus: { class: A100, gpus: 1 } }));
    await tab.close();
  });

  test("a standard job says what a call brings, and can be withdrawn", async () => {
    // It can be called once nobody took it for at least ten minutes, which is longer than these tests last; what the page offers then
    // is a unit test's (test/job.test.ts).
    const { tab } = await client();
    const { page } = tab;
    await tab.go("#/get");
    await page.getByLabel("Hardware class", { exact: true }).selectOption(H100);
    await page.getByLabel("What runs", { exact: true }).selectOption("1");
    const outlook = page.getByRole("region", { name: "What may happen" });
    await outlook.getByText("Called now, it would fall to").waitFor();
    const id = await request(tab, "job");
    await stateIs(tab, "open");
    const { event } = await told((await contracts()).jobMarket, "request_job", { job_id: id });
    assert.equal(event.attributes["template"], "1");
    await page.getByRole("button", { name: "Withdraw the job" }).click();
    await stateIs(tab, "cancelled");
    await tab.close();
  });
});
