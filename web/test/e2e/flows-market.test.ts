// What traders, liquidity providers and GPU providers do, and what anybody does with an account.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Locator } from "playwright-core";
import type { providerRegistry } from "compute-amm";
import { amountOf, eventsOf, find } from "../../src/chain/events.js";
import { whole } from "../../src/chain/rpc.js";
import { fresh, LATEST, rpc, snapshot, until, type Done, type Hand } from "./hands.js";
import { holdingsAt, touched } from "./orders.js";
import { amount, open, picture, type Tab } from "./setting.js";

const A100 = "a100-sxm4-80g";
const ONE = 1_000_000n;
const PURSE = 10_000n * ONE;

async function somebody(): Promise<{ tab: Tab; hand: Hand }> {
  const hand = await fresh({ unet: PURSE, uusd: PURSE });
  const tab = await open("#/", { wallet: hand.name });
  await tab.connect();
  return { tab, hand };
}

/** Figures of one block, and that block. */
async function ofOneBlock<T>(tab: Tab, read: () => Promise<T>): Promise<{ height: number; shown: T }> {
  const height = async () => whole(/block ([\d,]+)/.exec(await tab.page.locator("footer").innerText())![1]!.replaceAll(",", ""));
  return until("figures of one block", async () => {
    const before = await height();
    const shown = await read();
    return (await height()) === before ? { height: before, shown } : undefined;
  });
}

/** The transaction whose success a form tells of. */
async function sent(within: Locator, says: RegExp): Promise<Done> {
  // Or why not, which is better to read than that nothing came.
  const notice = within.locator(".notice:has(code[title])").or(within.locator(".notice[data-kind=bad]")).filter({ hasText: new RegExp(`${says.source}|refused|failed|too little`, "i") }).first();
  const text = await notice.innerText();
  assert.match(text, says);
  const hash = await notice.locator("code[title]").getAttribute("title");
  const tx = (await rpc.tx(hash!))!;
  return { ...tx, told: eventsOf(tx) };
}

function told({ told }: Done, contract: string, type: string) {
  const event = find(told, contract, type);
  assert(event, `${type} is told of`);
  return event;
}

/** Base units of an asset in an account. */
async function inAccount({ address }: Hand, contract: string, asset: string): Promise<bigint> {
  return (await holdingsAt(contract, address, [], LATEST)).account.get(asset) ?? 0n;
}

describe("the market", { concurrency: 3 }, () => {
  test("somebody becomes a provider, mints, redeems, and leaves with all that it brought", async () => {
    const { tab, hand } = await somebody();
    const { page } = tab;
    const { registry } = (await snapshot()).terms.contracts;
    const position = () => rpc.query<providerRegistry.PositionResponse>(registry, { position: { class: A100, provider: hand.address } } satisfies providerRegistry.QueryMsg);
    await tab.go(`#/provide?class=${A100}`);
    const step = (title: string, state = "") => page.locator(`ol.steps > li${state}:has(> .step-title:text-matches("^${title}"))`);
    const press = async (title: string, button: string, says: RegExp) => {
      await step(title).getByRole("button", { name: button, exact: true }).click();
      return sent(step(title), says);
    };
    const done = (title: string) => step(title, "[data-state=done]").waitFor();
    const form = async (title: string) => {
      if (!(await step(title).locator("details").evaluate((one: HTMLDetailsElement) => one.open))) await step(title).locator("summary").first().click();
    };

    await step("Register").getByLabel("Where clients find you").fill("https://gpus.example");
    await press("Register", "Register", /You are a provider/);
    await done("Register");
    await form("Bond");
    assert(await step("Bond").getByRole("button", { name: "Bond", exact: true }).isDisabled(), "nothing is typed yet");
    await page.getByLabel("Amount to bond").fill("1000");
    await press("Bond", "Bond", /Bonded/);
    await done("Bond");
    await form("Offer GPUs");
    await page.getByLabel("GPUs to offer").fill("2");
    await press("Offer GPUs", "Offer", /Your offer stands/);
    await done("Offer GPUs");
    await form("Show that you are there");
    await press("Show that you are there", "Send a heartbeat", /Seen/);
    await form("Mint credits");
    await page.getByLabel("GPU-seconds to mint").fill("3600");
    const mint = step("Mint credits");
    const [collateral, most] = [await amount(mint, "Collateral now"), await amount(mint, "at most")];
    const minted = told(await press("Mint credits", "Mint", /Minted/), registry, "mint_credits");
    await done("Mint credits");
    assert.equal(amountOf(minted, "amount"), 3_600n * ONE);
    const held = amountOf(minted, "collateral");
    assert(held <= most && held * 100n >= collateral * 99n && held * 99n <= collateral * 100n, `${held} is held, shown were ${collateral}, at most ${most}`);
    const owes = await position();
    assert.deepEqual([owes.bond, owes.gpus, owes.open, owes.collateral].map(String), [`${1_000n * ONE}`, "2", `${3_600n * ONE}`, `${held}`]);
    await picture(tab, "flow-provider");

    await form("Redeem your debt");
    await step("Redeem your debt").getByRole("button", { name: "All that is possible" }).click();
    await press("Redeem your debt", "Redeem", /Redeemed/);
    await form("Leave");
    await press("Leave", "Withdraw all GPUs", /The GPUs are withdrawn/);
    await step("Leave").getByRole("button", { name: "All that is free" }).click();
    await press("Leave", "Withdraw bond", /The bond is withdrawn/);
    await press("Leave", "Leave the market", /You have left the market/);
    assert.equal(await rpc.balance(hand.address, "unet"), PURSE);
    await tab.close();
  });

  test("credits are bought and sold for what was shown", async () => {
    const { tab, hand } = await somebody();
    const { page } = tab;
    const { terms, classes } = await snapshot();
    const view = classes.find(({ id }) => id === A100)!;
    await tab.go(`#/liquidity?from=${terms.networkDenom}&to=${encodeURIComponent(view.credit)}`);
    const section = page.getByRole("region", { name: "Swap" });
    const field = (label: string) => section.getByLabel(label, { exact: true });
    const trade = async (button: string) => {
      const { height, shown: [pay, get] } = await ofOneBlock(tab, () => Promise.all([amount(section, "You pay now"), amount(section, "You get now")]));
      await section.getByRole("button", { name: button, exact: true }).click();
      const tx = await sent(section, /Swapped/);
      const event = told(tx, terms.contracts.pool, "swap");
      const exact = !(await touched(new Set([view.pool!.id]), A100, height, tx));
      return { pay, get, paid: amountOf(event, "paid"), received: amountOf(event, "received"), exact };
    };
    await field("Amount to get").fill("360.5");
    const bought = await trade("Buy");
    assert.equal(bought.received, 360_500_000n);
    if (bought.exact) assert.equal(bought.paid, bought.pay);
    assert.equal(await rpc.balance(hand.address, "unet"), PURSE - bought.paid);
    assert.equal(await inAccount(hand, terms.contracts.pool, view.credit), bought.received);
    await section.getByRole("button", { name: "The other way round" }).click();
    await field("I say").selectOption("sell");
    await field("Pay from").selectOption("account");
    await field("Receive in").selectOption("wallet");
    await field("Amount to pay").fill("120.25");
    const sold = await trade("Sell");
    assert.equal(sold.paid, 120_250_000n);
    if (sold.exact) assert.equal(sold.received, sold.get);
    assert.equal(await rpc.balance(hand.address, "unet"), PURSE - bought.paid + sold.received);
    await picture(tab, "flow-swap");
    await tab.close();
  });

  test("liquidity is provided and withdrawn for what was shown", async () => {
    const { tab, hand } = await somebody();
    const { page } = tab;
    const { terms, pools } = await snapshot();
    const pool = pools.find(({ asset0, asset1 }) => asset0 === "uusd" && asset1 === terms.networkDenom)!;
    const exact = (height: number, tx: Done) => touched(new Set([pool.id]), "", height, tx).then((others) => !others);
    await tab.go(`#/liquidity/${pool.id}`);
    const provide = page.getByRole("region", { name: "Provide" });
    await provide.getByLabel("Amount of USD").fill("123.456789");
    const put = await ofOneBlock(tab, () => Promise.all([amount(provide, "It takes"), amount(provide, "and"), amount(provide, "You get"), amount(provide, "at least")]));
    await provide.getByRole("button", { name: "Provide", exact: true }).click();
    const provided = await sent(provide, /Provided/);
    const event = told(provided, terms.contracts.pool, "provide");
    const got = amountOf(event, "shares");
    if (await exact(put.height, provided)) assert.deepEqual([amountOf(event, "amount_0"), amountOf(event, "amount_1"), got], put.shown.slice(0, 3));
    assert(got >= put.shown[3]!);
    assert.equal(await rpc.balance(hand.address, "uusd"), PURSE - amountOf(event, "amount_0"));
    const withdraw = page.getByRole("region", { name: "Withdraw" });
    await withdraw.getByRole("button", { name: "100 %" }).click();
    const take = await ofOneBlock(tab, () => Promise.all([amount(withdraw, "You get now"), amount(withdraw, "and")]));
    await picture(tab, "flow-withdraw");
    await withdraw.getByRole("button", { name: "Withdraw", exact: true }).click();
    const withdrawn = await sent(withdraw, /Withdrawn/);
    const out = told(withdrawn, terms.contracts.pool, "withdraw_liquidity");
    assert.equal(amountOf(out, "shares"), got);
    if (await exact(take.height, withdrawn)) assert.deepEqual([amountOf(out, "amount_0"), amountOf(out, "amount_1")], take.shown);
    assert.equal(await inAccount(hand, terms.contracts.pool, "uusd"), amountOf(out, "amount_0"));
    await tab.close();
  });

  test("coins go into the account, and out of it", async () => {
    const { tab, hand } = await somebody();
    const { page } = tab;
    const { contracts, networkDenom } = (await snapshot()).terms;
    const panel = page.getByRole("region", { name: "Move" });
    const account = () => inAccount(hand, contracts.pool, networkDenom);
    await tab.go("#/account");
    await panel.getByLabel("Asset", { exact: true }).selectOption(networkDenom);
    await panel.getByLabel("Amount", { exact: true }).fill("12.345678");
    await panel.getByRole("button", { name: "Deposit", exact: true }).click();
    await sent(panel, /Deposited/);
    assert.equal(await account(), 12_345_678n);
    await panel.getByRole("tab", { name: "Withdraw" }).click();
    await panel.getByLabel("Asset", { exact: true }).selectOption(networkDenom);
    await panel.getByLabel("Amount", { exact: true }).fill("20");
    await panel.getByText("There are 12.345678.").waitFor();
    assert(await panel.getByRole("button", { name: "Withdraw", exact: true }).isDisabled());
    await panel.getByLabel("Amount", { exact: true }).fill("2.345678");
    await panel.getByRole("button", { name: "Withdraw", exact: true }).click();
    await sent(panel, /Withdrawn/);
    assert.equal(await account(), 10n * ONE);
    assert.equal(await rpc.balance(hand.address, networkDenom), PURSE - 10n * ONE);
    await tab.close();
  });
});
