// What goes wrong says so in plain words, and one can go on from there.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { describe, test } from "node:test";
import type { Locator } from "playwright-core";
import { toBigInt, type jobMarket } from "compute-amm";
import { amountOf } from "../../src/chain/events.js";
import { whole } from "../../src/chain/rpc.js";
import { most } from "../../src/money/ratio.js";
import { keptTake } from "../../src/pages/shared/kept.js";
import { buy, sell } from "../../src/pages/shared/trade/messages.js";
import { ofOneBlock } from "./deeds.js";
import { fresh, Hand, rpc, snapshot, until } from "./hands.js";
import { deposited, depositing, fillJob, quoteShown, request, stateIs, told } from "./requests.js";
import { node, open, picture, unformatted } from "./setting.js";

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
    assert(await quote.getByRole("button", { name: "Request the job" }).isDisabled());
    await picture(tab, "trouble-funds");
    // The way on: coins.
    await (await Hand.of("faucet")).pays(poor.address, [{ denom: "unet", amount: 100n * ONE }]);
    await request(tab, "job");
    await stateIs(tab, "open");
    await tab.close();

    const unknown = await fresh({});
    const other = await open("#/", { wallet: unknown.name });
    await other.connect();
    await other.go(`#/provide?class=${A100}`);
    await other.page.getByLabel("Where clients find you").fill("https://gpus.example");
    await other.page.getByRole("button", { name: "Register", exact: true }).click();
    await other.page.getByText("The chain does not know your address yet. Send some coins to it first.").waitFor();
    await other.close();
  });

  test("somebody sells while the wallet is open: what is shown stays what is signed", async () => {
    const [{ name }, rival] = await Promise.all([fresh({ unet: 100n * ONE }), fresh({ unet: 1_000n * ONE })]);
    const { terms, classes } = await snapshot();
    const { pool, credit } = classes.find(({ id }) => id === A100)!;
    const way = { contract: terms.contracts.pool, pools: [pool!.id], to: "account" as const };
    await rival.sends(buy({ ...way, offer: "unet", from: "wallet" }, 3_000n * ONE, 900n * ONE));
    const tab = await open("#/", { wallet: name });
    const { page } = tab;
    await tab.connect();
    await fillJob(tab, job(A100));
    const quote = page.getByRole("region", { name: "Quote" });
    const outlook = page.getByRole("region", { name: "What may happen" });
    await quoteShown(tab);
    await outlook.waitFor();
    await tab.mood("wait");
    await press(quote, "Request the job");
    await quote.getByText("Please sign in your wallet.").waitFor();
    assert(await page.getByLabel("Time on each").isDisabled(), "what is being signed cannot be changed");
    const before = await quoteShown(tab);
    await rival.sends(sell({ ...way, offer: credit, from: "account" }, 3_000n * ONE, 1n));
    // The page has read blocks after it: what stands there follows none of them.
    const { height } = await rpc.status();
    await until("two blocks more", async () => whole(/block ([\d,]+)/.exec(await page.locator("footer").innerText())![1]!.replaceAll(",", "")) > height + 1 || undefined);
    assert.deepEqual(await quoteShown(tab), before, "the quote of the press");
    assert.equal(await page.getByText("The price has moved").count(), 0);
    await picture(tab, "trouble-held");
    await tab.mood("sign");
    await page.locator("main h1").getByText(/^Job [\d,]+$/).waitFor();
    const { tx, event } = await told(terms.contracts.jobMarket, "request_job", { job_id: whole(/(\d+)$/.exec(page.url())![1]!) });
    assert(amountOf(event, "cost") + amountOf(event, "take") < before.cost + before.take, "it became cheaper");
    const [, inner] = /"msg":"([\w+/=]+)"/.exec(Buffer.from(tx.bytes, "base64").toString("latin1"))!;
    const { request_job: { request: signed } } = JSON.parse(Buffer.from(inner!, "base64").toString()) as { request_job: { request: jobMarket.JobRequest } };
    assert.equal(toBigInt(signed.max_payment), before.most[0], "and the worst case that was shown is the one that was signed");
    await tab.close();
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
    await quote.getByText(/Cost and take would be [\d.]+\s*NET, and your limit is [\d.]+\s*NET\.\s*In its own words, in base units: cost \d+ and take \d+ are above max_payment \d+\./).waitFor();
    await picture(tab, "trouble-block");
    const hash = await quote.locator(".notice code[title]").getAttribute("title");
    const tx = (await rpc.seek(hash!)).tx!;
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

test("what is kept of the take is what was told, though the class can take up no more", async () => {
  const [hand, { terms }] = await Promise.all([fresh({ unet: 5_000n * ONE }), snapshot()]);
  const tab = await open("#/", { wallet: hand.name });
  const { page } = tab;
  await tab.connect();
  // Its only provider is nobody's.
  await fillJob(tab, { ...job(A100), time: "10 h", provider: hand.address, acceptWithin: "60 s" });
  const credits = 36_000n * ONE;
  const occupied = (height: number) => rpc.query<jobMarket.OccupancyResponse>(terms.contracts.jobMarket, { occupancy: { class: A100 } } satisfies jobMarket.QueryMsg, height);
  // What is kept follows from the quote and from the load, which is there a moment before the quote of the same block.
  await until("a quote and its outlook of one block", async () => {
    const { height, shown: { quote: { take, height: quoted }, kept } } = await ofOneBlock(tab, async () => ({
      quote: await quoteShown(tab),
      kept: unformatted((await page.locator(".outcomes > div", { hasText: "Nobody takes it" }).locator(".amount").nth(2).textContent())!),
    }));
    if (quoted !== height || kept !== keptTake(take, credits, await occupied(height), 60)) return undefined;
    assert(kept < take, "a part of it comes back");
    return true;
  });
  const id = await request(tab, "job");
  await page.getByRole("button", { name: "End the job" }).or(page.locator("main .head-line .tag").getByText("expired", { exact: true })).first().waitFor();
  const button = page.getByRole("button", { name: "End the job" });
  if (await button.isVisible()) await button.click({ timeout: 2_000 }).catch(() => undefined);
  await stateIs(tab, "expired");
  const [asked, ended] = await Promise.all(["request_job", "end_job"].map((type) => told(terms.contracts.jobMarket, type, { job_id: id })));
  const [before, from, to] = await Promise.all([asked!.tx.height - 1, asked!.tx.height, ended!.tx.height].map((height) => rpc.blockTime(height)));
  const then = await occupied(asked!.tx.height - 1);
  const backlog = Number(most(0n, BigInt(then.backlog) - BigInt(then.terms.take.target_bps * (from! - before!))));
  assert.equal(amountOf(ended!.event, "earned"), keptTake(amountOf(asked!.event, "take"), credits, { ...then, backlog }, to! - from!));
  await tab.close();
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
