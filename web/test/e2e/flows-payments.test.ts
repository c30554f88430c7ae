// What pays, and where it lies: dollars and credits by the form's own button, transfers, allowances, drawing, buying back what one owes.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { describe, test } from "node:test";
import { toBigInt, type pool, type providerRegistry } from "compute-amm";
import { assetOf } from "../../src/chain/assets.js";
import { amountOf } from "../../src/chain/events.js";
import { buy, deposit } from "../../src/pages/shared/trade/messages.js";
import { execute } from "../../src/wallet/messages.js";
import { ofOneBlock, Path, PURSE, sent, somebody, tokens, within } from "./deeds.js";
import { fresh, LATEST, rpc, snapshot, until, type Hand } from "./hands.js";
import { touched } from "./orders.js";
import { A100, ATTESTED, inAccount, ONE, provider } from "./people.js";
import { figuresShown, fillJob, request, SSH_KEY, stateIs, told } from "./requests.js";
import { amount, open, picture, type Tab } from "./setting.js";

/** Few enough that tests which trade at the same time stay within their limits. */
const BOUGHT = 1_500n * ONE;

/** Buys credits beside the page, into the wallet or the account. */
async function buys(hand: Hand, to: "wallet" | "account", credits = BOUGHT): Promise<{ credit: string; paid: bigint }> {
  const { terms, classes } = await snapshot();
  const view = classes.find(({ id }) => id === A100)!;
  const { pool: contract } = terms.contracts;
  const tx = await hand.sends(buy({ contract, offer: terms.networkDenom, pools: [view.pool!.id], from: "wallet", to }, credits, 5_000n * ONE));
  return { credit: view.credit, paid: amountOf(within(tx, contract, "swap"), "paid") };
}

async function pays(tab: Tab, asset: string, from: string): Promise<void> {
  await tab.page.getByLabel("Pay with", { exact: true }).selectOption(asset);
  await tab.page.getByLabel("From", { exact: true }).selectOption(from);
}

/** The only amounts behind a term of a quote. */
const shownOf = (figures: ReadonlyMap<string, readonly bigint[]>, term: string) => figures.get(term) ?? [];

/** Reads the quote again and again; the last one is what was agreed to. */
function looking(tab: Tab) {
  let seen: Awaited<ReturnType<typeof figuresShown>> | undefined;
  return {
    again: async () => {
      seen = await figuresShown(tab);
    },
    last: () => seen!,
  };
}

const allowance = async (owner: Hand, spender: Hand, asset: string) => rpc.query<pool.AllowanceResponse>((await snapshot()).terms.contracts.pool, {
  allowance: { owner: owner.address, spender: spender.address, asset: assetOf(asset) },
} satisfies pool.QueryMsg, LATEST);

describe("what pays", { concurrency: 3 }, () => {
  test("a job is paid with dollars", async () => {
    const { tab, hand } = await somebody();
    const { terms: { contracts, networkDenom }, pools, classes } = await snapshot();
    await fillJob(tab, { class: A100, time: "5 min", method: ATTESTED, program: randomBytes(32).toString("hex"), provider: hand.address, tip: "0.75" });
    await pays(tab, "usd", "wallet");
    await tab.page.getByLabel("Unused payment goes", { exact: true }).selectOption("account");
    const look = looking(tab);
    const id = await request(tab, "job", look.again);
    const { height, figures } = look.last();
    const [shown, most] = [shownOf(figures, "You pay")[0]!, shownOf(figures, "At most")[0]!];
    await stateIs(tab, "open");
    const { tx, event } = await told(contracts.jobMarket, "request_job", { job_id: id });
    const dollars = PURSE - (await rpc.balance(hand.address, "uusd"));
    assert(dollars > 0n && dollars <= most, `${dollars} are paid, at most ${most} was shown`);
    assert.equal(await rpc.balance(hand.address, networkDenom), PURSE, "no NET of the wallet pays");
    const sum = ["cost", "take", "tip"].reduce((all, key) => all + amountOf(event, key), 0n);
    const first = tx.told.find(({ type, attributes }) => type === "swap" && attributes["offer"] === "uusd")!;
    // What the dollars bought, and the job did not take, is in the account.
    assert.equal(await inAccount(hand, networkDenom), amountOf(first, "received") - sum);
    const used = new Set([classes.find(({ id: name }) => name === A100)!.pool!.id, pools.find(({ asset0 }) => asset0 === "uusd")!.id]);
    if (!(await touched(used, A100, height, tx))) {
      assert.equal(dollars, shown);
      assert.equal(amountOf(event, "cost"), shownOf(figures, "Bought in its pool for")[0]);
    }
    await picture(tab, "flow-pay-usd");
    await tab.page.getByRole("button", { name: "Withdraw the job" }).click();
    await stateIs(tab, "cancelled");
    await tab.close();
  });

  test("a job is paid with credits of the account, and a lease with credits of the wallet", async () => {
    const { tab, hand } = await somebody();
    const { page } = tab;
    const { credit, paid: first } = await buys(hand, "account");
    const second = (await buys(hand, "wallet")).paid;
    const { terms: { contracts, networkDenom }, classes } = await snapshot();
    const wallet = PURSE - first - second;
    await fillJob(tab, { class: A100, time: "10 min", method: ATTESTED, program: randomBytes(32).toString("hex"), provider: hand.address, tip: "0.5" });
    await pays(tab, "credits", "account");
    const look = looking(tab);
    const job = await request(tab, "job", look.again);
    const { height, figures } = look.last();
    assert.equal(shownOf(figures, "You pay")[0], 600n * ONE);
    await stateIs(tab, "open");
    const { tx, event } = await told(contracts.jobMarket, "request_job", { job_id: job });
    assert.equal(await inAccount(hand, credit), BOUGHT - 600n * ONE);
    // Take and tip are NET: the most that they can be went to the account, and what is over stays there.
    const owed = amountOf(event, "take") + amountOf(event, "tip");
    const most = wallet - (await rpc.balance(hand.address, networkDenom));
    assert.equal(await inAccount(hand, networkDenom), most - owed);
    const pool = classes.find(({ id }) => id === A100)!.pool!.id;
    if (!(await touched(new Set([pool]), A100, height, tx))) assert.equal(most, shownOf(figures, "At most")[1]);
    await page.getByRole("button", { name: "Withdraw the job" }).click();
    await stateIs(tab, "cancelled");
    assert.equal(await inAccount(hand, credit), BOUGHT);

    await tab.go("#/get?tab=lease");
    const field = (label: string) => page.getByLabel(label, { exact: true });
    await field("Hardware class").selectOption(A100);
    await field("Time").fill("20 min");
    await field("Your SSH public key").fill(SSH_KEY);
    await field("Only this provider").fill(hand.address);
    await field("Price limit").fill("10");
    await pays(tab, "credits", "wallet");
    const lease = await request(tab, "lease", look.again);
    await stateIs(tab, "open");
    const { event: leased } = await told(contracts.leaseMarket!, "request_lease", { lease_id: lease });
    const left = BOUGHT - (await tokens(credit.slice(5), hand));
    assert(left > 1_200n * ONE && left <= shownOf(look.last().figures, "At most")[0]!, `${left} credits left the wallet`);
    assert(amountOf(leased, "cost") + amountOf(leased, "take") > 0n);
    assert.equal(await rpc.balance(hand.address, networkDenom), wallet - most, "no NET of the wallet pays");
    await picture(tab, "flow-pay-credits");
    await page.getByRole("button", { name: "Withdraw the request" }).click();
    await stateIs(tab, "withdrawn");
    await tab.close();
  });

  test("credits are transferred to somebody else's account", async () => {
    const [{ tab, hand }, other] = await Promise.all([somebody(), fresh({})]);
    const { credit } = await buys(hand, "account");
    await tab.go("#/account");
    const panel = tab.page.getByRole("region", { name: "Move" });
    await panel.getByRole("tab", { name: "Transfer" }).click();
    await panel.getByLabel("Asset", { exact: true }).selectOption(credit);
    await panel.getByLabel("Amount", { exact: true }).fill("1500.000001");
    await panel.getByText(/There are 1,?500\./).waitFor();
    assert(await panel.getByRole("button", { name: "Transfer", exact: true }).isDisabled(), "there are not so many");
    await panel.getByLabel("Amount", { exact: true }).fill("1234.567891");
    assert(await panel.getByRole("button", { name: "Transfer", exact: true }).isDisabled(), "to nobody");
    await panel.getByLabel("To the account of").fill(other.address);
    await panel.getByRole("button", { name: "Transfer", exact: true }).click();
    await sent(panel, /Transferred/);
    assert.equal(await inAccount(other, credit), 1_234_567_891n);
    assert.equal(await inAccount(hand, credit), BOUGHT - 1_234_567_891n);
    await tab.close();
  });

  test("an allowance is given, used, and removed", async () => {
    const [{ tab, hand }, spender] = await Promise.all([somebody(), fresh({ unet: ONE })]);
    const { contracts: { pool: contract }, networkDenom } = (await snapshot()).terms;
    await hand.sends(deposit(contract, networkDenom, 100n * ONE));
    await tab.go("#/account");
    const panel = tab.page.getByRole("region", { name: "Allowances on your account" });
    await panel.getByText("Let somebody debit your account").click();
    await panel.getByLabel("Who", { exact: true }).fill(spender.address);
    await panel.getByLabel("Asset to allow").selectOption(networkDenom);
    await panel.getByLabel("How much more").fill("40.5");
    await panel.getByLabel("Ends in").selectOption("7");
    await panel.getByRole("button", { name: "Allow", exact: true }).click();
    await sent(panel, /Allowed/);
    const given = await allowance(hand, spender, networkDenom);
    assert.equal(toBigInt(given.amount), 40_500_000n);
    const days = given.expires! - (await rpc.status()).time;
    assert(days > 6 * 86_400 && days <= 7 * 86_400, `it ends in ${days} s`);

    // The other one takes some of it, and no more than it may.
    const take = (amount: bigint) => execute<pool.ExecuteMsg>(contract, { transfer: { items: [{ asset: assetOf(networkDenom), amount: `${amount}` as unknown as pool.Uint128, to: spender.address }], owner: hand.address } });
    await spender.sends(take(10n * ONE));
    assert.notEqual((await spender.tries([take(31n * ONE)])).code, 0);
    assert.equal(await inAccount(spender, networkDenom), 10n * ONE);
    await tab.page.reload();
    const row = panel.getByRole("table").getByRole("row").filter({ has: tab.page.locator(`[title="${spender.address}"]`) });
    await row.getByText("30.5").first().waitFor();
    await picture(tab, "flow-allowance");
    await row.getByRole("button", { name: "Remove" }).click();
    await sent(panel, /The allowance is removed/);
    assert.equal(toBigInt((await allowance(hand, spender, networkDenom)).amount), 0n);
    await panel.getByText("You have given none that still counts.").waitFor();
    assert.notEqual((await spender.tries([take(1n)])).code, 0);
    assert.equal(await inAccount(hand, networkDenom), 90n * ONE);
    await tab.close();
  });

  test("a provider draws all that it earned", async () => {
    const { tab, hand } = await somebody();
    const { credit, paid } = await buys(hand, "account");
    const { terms: { contracts: { pool: contract, registry }, networkDenom } } = await snapshot();
    await hand.sends(execute<providerRegistry.ExecuteMsg>(registry, { register: { metadata: "" } }), deposit(contract, networkDenom, 12_345_678n));
    await tab.go(`#/provide?class=${A100}`);
    const path = new Path(tab);
    const step = await path.form("Claim and draw what you earned");
    await step.getByText("12.345678").waitFor();
    await path.press("Claim and draw what you earned", "Draw all to the wallet", /Drawn/);
    assert.deepEqual([await inAccount(hand, networkDenom), await inAccount(hand, credit)], [0n, 0n]);
    assert.equal(await rpc.balance(hand.address, networkDenom), PURSE - paid);
    assert.equal(await tokens(credit.slice(5), hand), BOUGHT);
    await tab.close();
  });

  test("a provider that sold its credits buys them back, and owes nothing", async () => {
    const owner = await provider(A100);
    const { contracts: { registry, pool: contract }, networkDenom } = (await snapshot()).terms;
    const minted = 3_600n * ONE;
    const { pool: pools } = (await snapshot()).classes.find(({ id }) => id === A100)!;
    await owner.sends(execute<providerRegistry.ExecuteMsg>(registry, { mint_credits: { class: A100, amount: `${minted}` as unknown as providerRegistry.Uint128, max_collateral: `${4_000n * ONE}` as unknown as providerRegistry.Uint128, payout: "wallet" } }));
    const position = () => rpc.query<providerRegistry.PositionResponse>(registry, { position: { class: A100, provider: owner.address } } satisfies providerRegistry.QueryMsg);
    assert.equal(toBigInt((await position()).open), minted);
    const tab = await open(`#/provide?class=${A100}`, { wallet: owner.name });
    await tab.connect();
    const path = new Path(tab);
    await tab.page.getByRole("heading", { name: "The way to a payout" }).waitFor();
    await until("it is known what it owes", async () => ((await path.step("Redeem your debt").getByText("You owe nothing").count()) === 0 ? true : undefined));
    const step = await path.form("Redeem your debt");
    await step.getByLabel("Credits from").selectOption("pool");
    await step.getByRole("button", { name: "All that is possible" }).click();
    // Other tests trade in this pool meanwhile.
    await step.getByLabel("Limit", { exact: true }).selectOption("1000");
    const before = await rpc.balance(owner.address, networkDenom);
    let [height, cost, most] = [0, 0n, 0n];
    const tx = await path.press("Redeem your debt", "Redeem", /Redeemed/, async () => {
      ({ height, shown: [cost, most] } = await ofOneBlock(tab, async () => [await amount(step, "The credits cost now"), await amount(step, "at most")] as [bigint, bigint]));
    });
    const paid = amountOf(within(tx, contract, "swap"), "paid");
    assert(paid <= most);
    if (!(await touched(new Set([pools!.id]), A100, height, tx))) assert.equal(paid, cost);
    // The wallet pays the most, and what is left of it comes to the account.
    assert.equal(before - (await rpc.balance(owner.address, networkDenom)), paid + (await inAccount(owner, networkDenom)));
    assert(paid + (await inAccount(owner, networkDenom)) <= most);
    const now = await position();
    assert.deepEqual([now.open, now.collateral].map(toBigInt), [0n, 0n]);
    await picture(tab, "flow-redeemed");
    await tab.close();
  });
});
