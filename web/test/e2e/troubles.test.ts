// What goes wrong says so in plain words, and one can go on from there.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { describe, test } from "node:test";
import type { Locator } from "playwright-core";
import { buy } from "../../src/pages/shared/trade/messages.js";
import { fresh, Hand, rpc, snapshot, until } from "./hands.js";
import { deposited, depositing, fillJob, quoteShown, request, stateIs } from "./requests.js";
import { node, open, picture } from "./setting.js";

const A100 = "a100-sxm4-80g";
/** Of its own for whoever allows no change of the price: tests that run side by side trade in the other one. */
const H100 = "h100-sxm5-80g";
const ONE = 1_000_000n;

const press = (within: Locator, name: string) => within.getByRole("button", { name, exact: true }).click();

/** A job that nobody does. */
const job = (name: string, limit?: string) => ({ class: name, time: "10 min", method: "1", program: randomBytes(32).toString("hex"), ...(limit === undefined ? {} : { limit }) });

describe("what goes wrong", { concurrency: 3 }, () => {
  test("a wallet on another network", async () => {
    const { name } = await fresh({ unet: ONE });
    const tab = await open("#/", { wallet: name, chainId: "another-1" });
    const { page } = tab;
    await page.getByRole("button", { name: "Connect", exact: true }).click();
    const dialog = page.getByRole("dialog");
    await press(dialog, "Keplr");
    await dialog.getByText("on another network than this page. Choose the network of this page in your wallet, or another wallet").waitFor();
    await picture(tab, "trouble-network");
    // The way on: another wallet.
    await dialog.getByLabel("Devnet key").fill(name);
    await press(dialog, "Use this key");
    await page.locator("button.wallet code").waitFor();
    await tab.close();
  });

  test("its owner says no: to the page, and to a signature", async () => {
    const { name, address } = await fresh({ unet: 10n * ONE });
    const tab = await open("#/", { wallet: name });
    const { page } = tab;
    await tab.mood("reject");
    await page.getByRole("button", { name: "Connect", exact: true }).click();
    await press(page.getByRole("dialog"), "Keplr");
    await page.getByRole("dialog").getByText("You rejected it in your wallet. Nothing was sent.").waitFor();
    await tab.mood("sign");
    await press(page.getByRole("dialog"), "Keplr");
    await page.locator("button.wallet code").waitFor();
    const panel = await depositing(tab, "2");
    await tab.mood("reject");
    await press(panel, "Deposit");
    await panel.getByText("You rejected it in your wallet. Nothing was sent.").waitFor();
    assert.equal(await rpc.balance(address, "unet"), 10n * ONE);
    await tab.mood("sign");
    await press(panel, "Deposit");
    await panel.getByText("Deposited.").waitFor();
    assert.equal(await rpc.balance(address, "unet"), 8n * ONE);
    await tab.close();
  });

  test("too little in the wallet, or nothing that the chain knows of", async () => {
    const poor = await fresh({ unet: 1n });
    const tab = await open("#/", { wallet: poor.name });
    const { page } = tab;
    await tab.connect();
    await tab.go("#/liquidity");
    const swap = page.getByRole("region", { name: "Swap" });
    await swap.getByLabel("Amount to get", { exact: true }).fill("1000");
    await swap.getByText("Too little to pay with").waitFor();
    assert(await swap.getByRole("button", { name: "Buy", exact: true }).isDisabled());
    await fillJob(tab, job(A100));
    await quoteShown(tab);
    const quote = page.getByRole("region", { name: "Quote" });
    await quote.getByText("You hold too little for this").waitFor();
    await press(quote, "Request the job");
    await quote.getByText(/Your wallet has too little for this message and its fee\.\s*You have 0\.000001\s*NET, and it takes [\d.]+\s*NET/).waitFor();
    await picture(tab, "trouble-funds");
    // The way on: coins.
    await (await Hand.of("faucet")).pays(poor.address, [{ denom: "unet", amount: 100n * ONE }]);
    await request(tab, "job");
    await stateIs(tab, "open");
    await tab.close();

    const unknown = await fresh({});
    const other = await open("#/", { wallet: unknown.name });
    await other.connect();
    await fillJob(other, job(A100));
    await press(other.page.getByRole("region", { name: "Quote" }), "Request the job");
    await other.page.getByText("The chain does not know your address yet. Send some coins to it first.").waitFor();
    await other.close();
  });

  test("somebody trades between quote and block, beyond the limit", async () => {
    const [{ name, address }, rival] = await Promise.all([fresh({ unet: 100n * ONE }), fresh({ unet: 100n * ONE })]);
    const tab = await open("#/", { wallet: name });
    const { page } = tab;
    await tab.connect();
    await fillJob(tab, job(H100, "0"));
    await quoteShown(tab);
    const quote = page.getByRole("region", { name: "Quote" });
    await tab.mood("wait");
    await press(quote, "Request the job");
    await quote.getByText("Please sign in your wallet.").waitFor();
    const { terms, classes } = await snapshot();
    const pool = classes.find(({ id }) => id === H100)!.pool!.id;
    await rival.sends(buy({ contract: terms.contracts.pool, offer: "unet", pools: [pool], from: "wallet", to: "wallet" }, 600n * ONE, 100n * ONE));
    await tab.mood("sign");
    await quote.getByText(/The contract refused: .* The price moved beyond your limit, so nothing happened\. Look at the new quote/).waitFor();
    await picture(tab, "trouble-block");
    const hash = await quote.locator(".notice code[title]").getAttribute("title");
    const tx = (await rpc.tx(hash!))!;
    assert.notEqual(tx.code, 0, "it failed in its block");
    assert.equal(await rpc.balance(address, "unet"), 100n * ONE, "and cost nothing");
    // The way on: the quote is a new one.
    await until("the new quote", async () => (await quoteShown(tab)).height >= tx.height || undefined);
    await page.getByText("The price is beyond your limit now", { exact: true }).waitFor();
    assert(await quote.getByRole("button", { name: "Request the job" }).isDisabled(), "nobody pays more than was looked at");
    await request(tab, "job");
    await stateIs(tab, "open");
    assert((await rpc.balance(address, "unet")) < 100n * ONE);
    await tab.close();
  });
});

test("the node stops, and starts again", async () => {
  const { name, address } = await fresh({ unet: 10n * ONE });
  const tab = await open("#/", { wallet: name, strict: false });
  const { page } = tab;
  await tab.connect();
  const panel = await depositing(tab, "1");
  const away = page.getByText("The node does not answer");
  try {
    // A transaction is begun, and signed when the node is there again.
    await tab.mood("wait");
    await press(panel, "Deposit");
    await panel.getByText("Please sign in your wallet.").waitFor();
    await node("stop");
    await away.waitFor();
    await page.getByText("The figures below are old. The page tries again by itself.").waitFor();
    await picture(tab, "trouble-node");
    // Whoever comes now sees why there is nothing, and does not have to come again.
    const other = await open("#/", { strict: false });
    await other.page.getByText("The node does not answer").waitFor();
    await node("start");
    await away.waitFor({ state: "detached" });
    await other.page.getByRole("link", { name: A100 }).first().waitFor();
    await other.close();
    await tab.mood("sign");
    await deposited(panel);
    assert.equal(await rpc.balance(address, "unet"), 9n * ONE);

    // One that is signed while it is away is sent when it is back.
    await panel.getByLabel("Amount", { exact: true }).fill("2");
    await tab.mood("wait");
    await press(panel, "Deposit");
    await panel.getByText("Please sign in your wallet.").waitFor();
    await node("stop");
    await tab.mood("sign");
    await panel.getByText("Sent. Waiting for the next block").waitFor();
    await away.waitFor();
    await node("start");
    await deposited(panel);
    assert.equal(await rpc.balance(address, "unet"), 7n * ONE);

    // And one that is begun while it is away says that nothing was sent.
    await node("stop");
    await panel.getByLabel("Amount", { exact: true }).fill("3");
    await press(panel, "Deposit");
    await panel.getByText("No node answers, so nothing was sent. Try again when the page is live again.").waitFor();
  } finally {
    await node("start");
  }
  await press(panel, "Deposit");
  await deposited(panel);
  assert.equal(await rpc.balance(address, "unet"), 4n * ONE);
  await away.waitFor({ state: "detached" });
  await tab.close();
});
