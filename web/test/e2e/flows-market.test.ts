// What traders, liquidity providers and GPU providers do, and what anybody does with an account.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { providerRegistry } from "compute-amm";
import { amountOf } from "../../src/chain/events.js";
import { ofOneBlock, Path, pressed, PURSE, sent, somebody, within } from "./deeds.js";
import { rpc, snapshot, type Done } from "./hands.js";
import { touched } from "./orders.js";
import { A100, inAccount, ONE } from "./people.js";
import { amount, picture } from "./setting.js";

describe("the market", { concurrency: 3 }, () => {
  test("somebody becomes a provider, mints, redeems, and leaves with all that it brought", async () => {
    const { tab, hand } = await somebody();
    const { page } = tab;
    const { registry } = (await snapshot()).terms.contracts;
    const position = () => rpc.query<providerRegistry.PositionResponse>(registry, { position: { class: A100, provider: hand.address } } satisfies providerRegistry.QueryMsg);
    await tab.go(`#/provide?class=${A100}`);
    const path = new Path(tab);

    await path.step("Register").getByLabel("Where clients find you").fill("https://gpus.example");
    await path.press("Register", "Register", /You are a provider/);
    await path.done("Register");
    await path.form("Bond");
    assert(await path.step("Bond").getByRole("button", { name: "Bond", exact: true }).isDisabled(), "nothing is typed yet");
    await page.getByLabel("Amount to bond").fill("1000");
    await path.press("Bond", "Bond", /Bonded/);
    await path.done("Bond");
    await path.form("Offer GPUs");
    await page.getByLabel("GPUs to offer").fill("2");
    await path.press("Offer GPUs", "Offer", /Your offer stands/);
    await path.done("Offer GPUs");
    await path.form("Show that you are there");
    await path.press("Show that you are there", "Send a heartbeat", /Seen/);
    await path.form("Mint credits");
    await page.getByLabel("GPU-seconds to mint").fill("3600");
    const mint = path.step("Mint credits");
    let [collateral, most] = [0n, 0n];
    const minted = within(await path.press("Mint credits", "Mint", /Minted/, async () => {
      [collateral, most] = [await amount(mint, "Collateral now"), await amount(mint, "at most")];
    }), registry, "mint_credits");
    await path.done("Mint credits");
    assert.equal(amountOf(minted, "amount"), 3_600n * ONE);
    const held = amountOf(minted, "collateral");
    // Others trade in its class meanwhile.
    assert(held <= most && held * 10n >= collateral * 9n, `${held} is held, shown were ${collateral}, at most ${most}`);
    const owes = await position();
    assert.deepEqual([owes.bond, owes.gpus, owes.open, owes.collateral].map(String), [`${1_000n * ONE}`, "2", `${3_600n * ONE}`, `${held}`]);
    await picture(tab, "flow-provider");

    await path.form("Redeem your debt");
    await path.step("Redeem your debt").getByRole("button", { name: "All that is possible" }).click();
    await path.press("Redeem your debt", "Redeem", /Redeemed/);
    await path.form("Leave");
    await path.press("Leave", "Withdraw all GPUs", /The GPUs are withdrawn/);
    await path.step("Leave").getByRole("button", { name: "All that is free" }).click();
    await path.press("Leave", "Withdraw bond", /The bond is withdrawn/);
    await path.press("Leave", "Leave the market", /You have left the market/);
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
      let [height, pay, get] = [0, 0n, 0n];
      const tx = await pressed(section, button, /Swapped/, async () => {
        ({ height, shown: [pay, get] } = await ofOneBlock(tab, async () => [await amount(section, "You pay now"), await amount(section, "You get now")] as [bigint, bigint]));
      });
      const event = within(tx, terms.contracts.pool, "swap");
      const exact = !(await touched(new Set([view.pool!.id]), A100, height, tx));
      return { pay, get, paid: amountOf(event, "paid"), received: amountOf(event, "received"), exact };
    };
    await field("Amount to get").fill("360.5");
    const bought = await trade("Buy");
    assert.equal(bought.received, 360_500_000n);
    if (bought.exact) assert.equal(bought.paid, bought.pay);
    assert.equal(await rpc.balance(hand.address, "unet"), PURSE - bought.paid);
    assert.equal(await inAccount(hand, view.credit), bought.received);
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
    let put = { height: 0, shown: [] as bigint[] };
    const provided = await pressed(provide, "Provide", /Provided/, async () => {
      put = await ofOneBlock(tab, () => Promise.all([amount(provide, "It takes"), amount(provide, "and"), amount(provide, "You get"), amount(provide, "at least")]));
    });
    const event = within(provided, terms.contracts.pool, "provide");
    const got = amountOf(event, "shares");
    if (await exact(put.height, provided)) assert.deepEqual([amountOf(event, "amount_0"), amountOf(event, "amount_1"), got], put.shown.slice(0, 3));
    assert(got >= put.shown[3]!);
    assert.equal(await rpc.balance(hand.address, "uusd"), PURSE - amountOf(event, "amount_0"));
    const withdraw = page.getByRole("region", { name: "Withdraw" });
    await withdraw.getByRole("button", { name: "100 %" }).click();
    let take = { height: 0, shown: [] as bigint[] };
    const withdrawn = await pressed(withdraw, "Withdraw", /Withdrawn/, async () => {
      await picture(tab, "flow-withdraw");
      take = await ofOneBlock(tab, () => Promise.all([amount(withdraw, "You get now"), amount(withdraw, "and")]));
    });
    const out = within(withdrawn, terms.contracts.pool, "withdraw_liquidity");
    assert.equal(amountOf(out, "shares"), got);
    if (await exact(take.height, withdrawn)) assert.deepEqual([amountOf(out, "amount_0"), amountOf(out, "amount_1")], take.shown);
    assert.equal(await inAccount(hand, "uusd"), amountOf(out, "amount_0"));
    await tab.close();
  });

  test("coins go into the account, and out of it", async () => {
    const { tab, hand } = await somebody();
    const { page } = tab;
    const { networkDenom } = (await snapshot()).terms;
    const panel = page.getByRole("region", { name: "Move" });
    const account = () => inAccount(hand, networkDenom);
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
