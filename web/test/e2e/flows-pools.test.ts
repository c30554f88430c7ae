// Liquidity, beside the usual way in and out: one asset alone, a pool's first deposit. And the first credits of attested hardware.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { toBigInt, type providerRegistry } from "compute-amm";
import { amountOf } from "../../src/chain/events.js";
import { ofOneBlock, Path, poolOf, PURSE, sent, somebody, tokens, within } from "./deeds.js";
import { rpc, snapshot, type Done } from "./hands.js";
import { admission } from "./judges.js";
import { touched } from "./orders.js";
import { inAccount, ONE } from "./people.js";
import { amount, picture, type Tab } from "./setting.js";

/** A class whose hardware attestors admit. */
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
    const { height, shown } = await ofOneBlock(tab, () => Promise.all([amount(panel, "It takes"), amount(panel, "You get"), amount(panel, "at least")]));
    await panel.getByRole("button", { name: "Provide one asset" }).click();
    const tx = await sent(panel, /Provided/);
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

  test("attested hardware is admitted by a signature over what the page shows, and owes what it mints", async () => {
    const { tab, hand } = await somebody({ unet: 100_000n * ONE });
    const { page } = tab;
    const { terms: { contracts }, classes } = await snapshot();
    const { credit } = classes.find(({ id }) => id === ADMITTED)!;
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
    await page.getByLabel("GPU-seconds to mint").fill("7200");
    await path.press("Mint credits", "Mint", /Minted/);
    assert.equal(await inAccount(hand, credit), 7_200n * ONE);
    assert.equal(toBigInt((await position()).open), 7_200n * ONE);
    await tab.close();
  });
});
