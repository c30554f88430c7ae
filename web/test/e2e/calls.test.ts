// Standard jobs that nobody takes: called from their page on the first debtor, which accepts on its own page, or does not. The
// contracts' own waits are ten minutes and five, so this begins with the others and goes on when they have ended.
import assert from "node:assert/strict";
import { test } from "node:test";
import { toBigInt, type jobMarket, type providerRegistry } from "compute-amm";
import { amountOf, find } from "../../src/chain/events.js";
import { amount as base, execute } from "../../src/wallet/messages.js";
import { LATEST, pause, rpc, snapshot, type Hand } from "./hands.js";
import { client, contracts, H100, inAccount, ONE, provider } from "./people.js";
import { request, stateIs, told } from "./requests.js";
import { amount, figure, open, picture } from "./setting.js";

/** GPU-seconds that each of the two may be called for: one standard job's. */
const DEBT = 1_800n * ONE;
const PROBES_MS = 5_000;

const jobOf = async (id: number) => rpc.query<jobMarket.JobResponse>((await contracts()).jobMarket, { job: { job_id: id } } satisfies jobMarket.QueryMsg);

/** Waits as long as the chain says, by its own clock; meanwhile a busy node may pass a question over. */
async function past(seconds: number): Promise<void> {
  while ((await rpc.status().catch(() => ({ time: 0 }))).time <= seconds) await pause(PROBES_MS);
}

/** A provider that owes, and so keeps its GPU offered when the test is over. */
async function debtor(): Promise<Hand> {
  const hand = await provider(H100);
  const { registry } = await contracts();
  await hand.sends(execute<providerRegistry.ExecuteMsg>(registry, {
    mint_credits: { class: H100, amount: base(DEBT), max_collateral: base(2_000n * ONE), payout: "account" },
  }));
  return hand;
}

/** Providers in the order in which jobs are called on them. */
async function queue(): Promise<string[]> {
  const { registry } = await contracts();
  const { entries } = await rpc.query<providerRegistry.QueueResponse>(registry, { queue: { class: H100, limit: 100 } } satisfies providerRegistry.QueryMsg, LATEST);
  return entries.map(({ provider }) => provider);
}

/** A job, and its client. */
interface Requested {
  readonly hand: Hand;
  readonly id: number;
}

/** A standard job, requested on the page of a new client, who closes it: a tab that is open asks the node all the while. */
async function standard(): Promise<Requested> {
  const { tab, hand } = await client();
  const { page } = tab;
  await tab.go("#/get");
  await page.getByLabel("Hardware class", { exact: true }).selectOption(H100);
  await page.getByLabel("What runs", { exact: true }).selectOption("1");
  await page.getByText("More terms").click();
  await page.getByLabel("Tip", { exact: true }).fill("1.5");
  await page.getByLabel("Price limit", { exact: true }).fill("10");
  const id = await request(tab, "job");
  await stateIs(tab, "open");
  await tab.close();
  return { hand, id };
}

test("a standard job is called; one debtor accepts it, another defaults", async () => {
  const [diligent, idle] = [await debtor(), await debtor()];
  const standing = await queue();
  assert(standing.includes(diligent.address), "it is in the queue");
  const others = await Promise.all(standing.slice(0, standing.indexOf(diligent.address)).map(standard));
  const [served, ignored] = [await standard(), await standard()];
  const last = (await jobOf(ignored.id)).open!;
  await past(last.deadline);

  const { registry, jobMarket: market } = await contracts();
  const call = async ({ hand, id }: Requested, on: string) => {
    const tab = await open(`#/jobs/${id}`, { wallet: hand.name });
    await tab.connect();
    await tab.page.getByRole("button", { name: "Call the job" }).click();
    await stateIs(tab, "called");
    const { tx } = await told(market, "call_job", { job_id: id });
    const event = find(tx.told, registry, "call")!;
    assert.equal(event.attributes["provider"], on, "the first debtor");
    return { tab, event };
  };
  // Whoever stands before them is called first, and then stands behind.
  for (let first = (await queue())[0]; first !== diligent.address; first = (await queue())[0]) {
    const other = others.pop();
    assert(other && first, `${first} stands before ${diligent.address}`);
    await (await call(other, first)).tab.close();
  }
  const { tab: followed } = await call(served, diligent.address);
  const { tab, event: called } = await call(ignored, idle.address);
  await figure(tab.page.locator("main"), "Called on").locator(`[title="${idle.address}"]`).waitFor();

  // The one accepts on the provider's page.
  const own = await open(`#/provide?class=${H100}`, { wallet: diligent.name });
  await own.connect();
  await picture(own, "flow-call");
  await own.page.getByRole("button", { name: `Accept job ${served.id}` }).click();
  await own.page.getByText(`Job ${served.id} is accepted.`).waitFor();
  await stateIs(followed, "assigned");
  await followed.close();
  const { event: accepted } = await told(market, "accept_job", { job_id: served.id });
  assert.equal(accepted.attributes["provider"], diligent.address);

  // The other says nothing.
  const { deadline, take, tip } = (await jobOf(ignored.id)).open!;
  await past(deadline);
  const { page } = tab;
  // A keeper ends it as well, whichever is sooner.
  const end = page.getByRole("button", { name: "End the job" });
  const over = page.locator("main .head-line .tag").getByText("defaulted", { exact: true });
  await end.or(over).first().waitFor();
  if (await end.isVisible()) await end.click().catch(() => undefined);
  await stateIs(tab, "defaulted");
  const { tx, event } = await told(market, "end_job", { job_id: ignored.id });
  const fault = find(tx.told, registry, "end_job")!;
  const damages = amountOf(fault, "client");
  const [held, value] = [amountOf(called, "held"), amountOf(called, "value")];
  assert.equal(damages, held < value ? held : value);
  assert(damages > 0n);
  const back = page.getByRole("region", { name: "What came back" });
  assert.equal(await amount(back, "Of that damages"), damages);
  const net = await amount(back, "NET");
  assert.equal(net, damages + toBigInt(take) + toBigInt(tip) - amountOf(event, "earned"));
  assert.equal(await inAccount(ignored.hand, (await snapshot()).terms.networkDenom), net);
  await page.getByText(/burned against the debt/).waitFor();
  await picture(tab, "flow-default");
  await Promise.all([tab.close(), own.close()]);
});
