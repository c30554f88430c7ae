// Liquidity, beside the usual way in and out: one asset alone, a pool's first deposit, a launch pool from its first credit to its first sale.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { toBigInt, type providerRegistry } from "compute-amm";
import { amountOf } from "../../src/chain/events.js";
import { formatBps, formatExact } from "../../src/money/amounts.js";
import { ofOneBlock, Path, poolOf, pressed, PURSE, sent, somebody, tokens, within } from "./deeds.js";
import { LATEST, rpc, snapshot, until, type Done } from "./hands.js";
import { admission } from "./judges.js";
import { touched } from "./orders.js";
import { inAccount, ONE } from "./people.js";
import { amount, figure, picture, type Tab } from "./setting.js";

/** A class whose hardware attestors admit; its pool is a launch pool in this market (tests/chain/tests/web.rs). */
const ADMITTED = "l40s-48g-attested";

const quiet = (pool: number, height: number, tx: Done) => touched(new Set([pool]), "", height, tx).then((others) => !others);
const provideOn = ({ page }: Tab) => page.getByRole("region", { name: "Provide" });

/** The number of the pool of an asset and NET. */
async function poolWith(asset: string): Promise<number> {
  const { pools, terms } = await snapshot();
  return pools.find(({ asset0, asset1 }) => asset0 === asset && asset1 === terms.networkDenom)!.id;
}

describe("pools", { concurrency: 3 }, () => {
  test("one asset is provided alone, for what was shown", async () => {
    const { tab, hand } = await somebody();
    const id = await poolWith("uusd");
    await tab.go(`#/liquidity/${id}`);
    const panel = provideOn(tab);
    await panel.getByRole("tab", { name: "One asset alone" }).click();
    await panel.getByLabel("Asset", { exact: true }).selectOption("uusd");
    await panel.getByLabel("Amount", { exact: true }).fill("321.654321");
    let [height, shown] = [0, [] as bigint[]];
    const tx = await pressed(panel, "Provide one asset", /Provided/, async () => {
      ({ height, shown } = await ofOneBlock(tab, () => Promise.all([amount(panel, "It takes"), amount(panel, "You get"), amount(panel, "at least")])));
    });
    const { terms: { contracts } } = await snapshot();
    const event = within(tx, contracts.pool, "provide");
    const [used, shares] = [amountOf(event, "amount_0"), amountOf(event, "shares")];
    assert(shares >= shown[2]!);
    if (await quiet(id, height, tx)) assert.deepEqual([used, shares], shown.slice(0, 2));
    assert.equal(await tokens((await poolOf(id)).lp_token, hand), shares);
    // What is left of coins comes back to the wallet, and nothing else left it.
    assert.equal(await rpc.balance(hand.address, "uusd"), PURSE - used);
    assert.equal(await rpc.balance(hand.address, "unet"), PURSE);
    await picture(tab, "flow-provide-single");
    await tab.close();
  });

  test("a pool's first deposit keeps to the reference price", async () => {
    const { tab, hand } = await somebody({ unet: PURSE, uatom: 100n * ONE });
    const id = await poolWith("uatom");
    await tab.go(`#/liquidity/${id}`);
    const panel = provideOn(tab);
    await panel.getByText("Yours is the first deposit.").waitFor();
    // Nothing says how many decimals it has, so the page shows and takes base units.
    await panel.getByLabel("Amount of uatom").fill("12345678");
    // At twice the reference price, which is 20 NET.
    await panel.getByLabel("Amount of NET").fill("493.82712");
    await panel.getByText(/within 20 % of the reference price/).nth(1).waitFor();
    assert(await panel.getByRole("button", { name: "Provide", exact: true }).isDisabled(), "it would be refused");
    await panel.getByLabel("Amount of NET").fill("246.91356");
    await panel.locator("dl.facts:not(.stale)").waitFor();
    const [taken, net, shares, least] = await Promise.all(["It takes", "and", "You get", "at least"].map((term) => amount(panel, term)));
    const atom = taken! / ONE;
    assert.deepEqual([atom, net], [12_345_678n, 246_913_560n]);
    await picture(tab, "flow-first-deposit");
    await panel.getByRole("button", { name: "Provide", exact: true }).click();
    const tx = await sent(panel, /Provided/);
    const event = within(tx, (await snapshot()).terms.contracts.pool, "provide");
    assert.deepEqual([amountOf(event, "amount_0"), amountOf(event, "amount_1"), amountOf(event, "shares")], [atom, net, shares]);
    assert(shares! >= least!);
    const pool = await poolOf(id);
    assert.deepEqual([pool.reserve_0, pool.reserve_1].map(toBigInt), [atom, net]);
    assert.equal(await tokens(pool.lp_token, hand), shares);
    assert.equal(toBigInt(pool.lp_supply), shares! + amountOf(event, "locked"), "a few are locked in the pool for good");
    assert.deepEqual([await rpc.balance(hand.address, "uatom"), await rpc.balance(hand.address, "unet")], [100n * ONE - atom, PURSE - net!]);
    await tab.close();
  });

  test("a class of attested hardware begins: admission, credits, a launch pool, the first sale", async () => {
    const [{ tab, hand }, buyer] = await Promise.all([somebody({ unet: 100_000n * ONE }), somebody()]);
    const { page } = tab;
    const { terms: { contracts, networkDenom: net }, classes } = await snapshot();
    const { credit, pool } = classes.find(({ id }) => id === ADMITTED)!;
    const position = () => rpc.query<providerRegistry.PositionResponse>(contracts.registry, { position: { class: ADMITTED, provider: hand.address } } satisfies providerRegistry.QueryMsg);
    const path = new Path(tab);
    await tab.go(`#/provide?class=${ADMITTED}`);
    await path.step("Register").getByLabel("Where clients find you").fill("https://gpus.example");
    await path.press("Register", "Register", /You are a provider/);
    await path.form("Bond");
    await page.getByLabel("Amount to bond").fill("50000");
    await path.press("Bond", "Bond", /Bonded/);

    // Attestors sign what the page shows them; what another one signs is refused.
    const offer = await path.form("Offer GPUs");
    await page.getByLabel("GPUs to offer").fill("2");
    const digest = await offer.locator("code.untrusted").innerText();
    const expiry = Number(/\(expiry (\d+)\)/.exec(await offer.innerText())![1]);
    const given = offer.getByLabel("What the attestors gave");
    const button = offer.getByRole("button", { name: "Offer", exact: true });
    assert(await button.isDisabled(), "no attestor has signed");
    await given.fill(admission("ab".repeat(32), expiry));
    await button.click();
    await offer.locator(".notice[data-kind=bad]").waitFor();
    assert.equal((await position()).gpus, 0);
    await given.fill(admission(digest, expiry));
    await path.press("Offer GPUs", "Offer", /Your offer stands/);
    const admitted = await position();
    assert.equal(admitted.gpus, 2);
    assert.equal(admitted.admitted_until, expiry);
    await picture(tab, "flow-admitted");

    await path.form("Mint credits");
    await page.getByLabel("GPU-seconds to mint").fill("100000");
    await path.press("Mint credits", "Mint", /Minted/);
    assert.equal(await inAccount(hand, credit), 100_000n * ONE);

    // The pool takes credits alone, as nobody has bought from it.
    await tab.go(`#/liquidity/${pool!.id}`);
    await page.getByRole("heading", { name: "This is a launch pool" }).waitFor();
    const panel = provideOn(tab);
    assert.equal(await panel.getByRole("tab", { name: "One asset alone" }).count(), 0, "one asset alone is not taken");
    await panel.getByText("so it takes credits alone").waitFor();
    await panel.getByLabel(/^Amount of /).fill("100000");
    await panel.locator("dl.facts:not(.stale)").waitFor();
    const [takes, shares] = await Promise.all([amount(panel, "It takes"), amount(panel, "You get")]);
    await panel.getByRole("button", { name: "Provide", exact: true }).click();
    const provided = within(await sent(panel, /Provided/), contracts.pool, "provide");
    assert.deepEqual([amountOf(provided, "amount_0"), amountOf(provided, "shares")], [takes, shares]);
    const begun = await poolOf(pool!.id);
    assert.deepEqual([begun.reserve_0, begun.reserve_1].map(toBigInt), [100_000n * ONE, 0n]);
    assert.equal(await tokens(begun.lp_token, hand), shares);

    // Somebody buys the first of them on the page.
    await buyer.tab.go(`#/liquidity?from=${net}&to=${encodeURIComponent(credit)}`);
    const swap = buyer.tab.page.getByRole("region", { name: "Swap" });
    await until("the page offers them", async () => ((await swap.getByLabel("You get", { exact: true }).inputValue()) === credit ? true : undefined));
    await swap.getByLabel("Amount to get", { exact: true }).fill("10000");
    const { shown: [pays, gets] } = await ofOneBlock(buyer.tab, () => Promise.all([amount(swap, "You pay now"), amount(swap, "You get now")]));
    await swap.getByRole("button", { name: "Buy", exact: true }).click();
    const bought = within(await sent(swap, /Swapped/), contracts.pool, "swap");
    assert.deepEqual([amountOf(bought, "paid"), amountOf(bought, "received")], [pays, gets], "nobody else trades there");
    assert.equal(await inAccount(buyer.hand, credit), 10_000n * ONE);
    assert.equal(await rpc.balance(buyer.hand.address, net, LATEST), PURSE - pays!);
    // Everybody sees how far the first sale is: what buyers paid is in the pool.
    const sold = await poolOf(pool!.id);
    await buyer.tab.go(`#/class/${ADMITTED}`);
    const sale = buyer.tab.page.locator("section").filter({ has: buyer.tab.page.getByRole("heading", { name: "First sale" }) });
    const part = (toBigInt(sold.reserve_1) * 10_000n) / (toBigInt(sold.reserve_1) + toBigInt(sold.lp_supply));
    assert(part >= 1_000n && part < 1_010n, `a tenth was bought, and fees that stay count as sold: ${part}`);
    const tells = async (term: string, what: string) => ((await figure(sale, term).innerText()).startsWith(what) ? true : undefined);
    await until("how much is sold", () => tells("Sold of what was put up", `about ${formatBps(Number(part))}`));
    const paid = `${formatExact(toBigInt(sold.reserve_1), 6)} NET`;
    await until("the sale's proceeds", async () => ((await figure(sale, "Paid for it").locator(".amount").first().getAttribute("title")) === paid ? true : undefined));
    await picture(buyer.tab, "flow-launch");
    // And the credits' provider still owes them: somebody who only buys owes nothing.
    assert.equal(toBigInt((await position()).open), 100_000n * ONE);
    await Promise.all([tab.close(), buyer.tab.close()]);
  });
});
