// Chains, nodes and wallets of other kinds than the devnet's own: one that takes fees, nodes that are away or keep no index, Leap.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Locator } from "playwright-core";
import { formatExact } from "../../src/money/amounts.js";
import { feeFor, gasPrice, mostFee } from "../../src/wallet/gas.js";
import { fresh, rpc } from "./hands.js";
import { A100, inAccount, ONE } from "./people.js";
import { deposited, depositing, fillJob, quoteShown } from "./requests.js";
import { at, open, picture, type Tab } from "./setting.js";

const GAS_PRICE = "0.025unet";
/** Nobody listens there. */
const NOWHERE = "http://127.0.0.1:9";

const press = (panel: Locator) => panel.getByRole("button", { name: "Deposit", exact: true }).click();

/** The fee that a transaction paid, base units, by the chain's own event. */
async function paidBy(panel: Locator): Promise<{ fee: bigint; gas: bigint }> {
  const hash = await panel.locator(".notice code[title]").getAttribute("title");
  const tx = await rpc.call<{ tx_result: { gas_wanted: string; events: { type: string; attributes: { key: string; value: string }[] }[] } }>(
    "tx", { hash: Buffer.from(hash!, "hex").toString("base64") });
  const said = tx.tx_result.events.filter(({ type }) => type === "tx").flatMap(({ attributes }) => attributes).find(({ key }) => key === "fee");
  return { fee: BigInt(/^(\d*)/.exec(said?.value ?? "")![1] || "0"), gas: BigInt(tx.tx_result.gas_wanted) };
}

describe("other chains, nodes and wallets", { concurrency: 4 }, () => {
  test("a chain that takes fees: what is shown is what is paid", async () => {
    const hand = await fresh({ unet: 10n * ONE });
    const tab = await open("#/", { wallet: hand.name, config: { gas_price: GAS_PRICE } });
    await tab.connect();
    const panel = await depositing(tab, "2");
    await tab.mood("wait");
    await press(panel);
    const words = await panel.getByText("Please sign in your wallet.").innerText();
    const shown = /Network fee: at most ([\d.]+) NET\./.exec(words);
    assert(shown, words);
    await picture(tab, "fee-shown");
    await tab.mood("sign");
    await deposited(panel);
    const { fee, gas } = await paidBy(panel);
    assert(fee > 0n);
    assert.equal(formatExact(fee, 6), shown[1]);
    assert.equal(fee, feeFor(gas, GAS_PRICE).amount);
    assert.equal(fee, (gas * gasPrice(GAS_PRICE).atomics + 10n ** 18n - 1n) / 10n ** 18n);
    assert.equal(await rpc.balance(hand.address, "unet"), 8n * ONE - fee);
    assert.equal(await inAccount(hand, "unet"), 2n * ONE);
    await tab.close();
  });

  test("too little for the fee is said", async () => {
    const hand = await fresh({ unet: 1_000n });
    const tab = await open("#/", { wallet: hand.name, config: { gas_price: GAS_PRICE } });
    await tab.connect();
    const panel = await depositing(tab, "0.0005");
    await press(panel);
    await panel.getByText(/Your wallet has too little for this message and its fee\. You have 0\.001 NET, and it takes 0\.\d+ NET, of which 0\.\d+ NET are the fee: 0\.\d+ NET are missing\. Nothing was sent\./).waitFor();
    await picture(tab, "fee-missing");
    assert.equal(await rpc.balance(hand.address, "unet"), 1_000n);
    await tab.close();
  });

  test("what leaves nothing for the fee is not sent, and all but the fee is", async () => {
    const hand = await fresh({ unet: ONE });
    const tab = await open("#/", { wallet: hand.name, config: { gas_price: GAS_PRICE } });
    await tab.connect();
    const panel = await depositing(tab, "1");
    await press(panel);
    await panel.getByText(/Your wallet has too little for this message and its fee\. You have 1 NET, and it takes 1\.\d+ NET, of which (0\.\d+) NET are the fee: \1 NET are missing\. Nothing was sent\./).waitFor();
    assert.equal(await rpc.balance(hand.address, "unet"), ONE);
    await panel.getByRole("button", { name: "All", exact: true }).click();
    await press(panel);
    await deposited(panel);
    const { fee } = await paidBy(panel);
    const kept = mostFee(GAS_PRICE, "unet");
    assert.equal(await inAccount(hand, "unet"), ONE - kept);
    assert.equal(await rpc.balance(hand.address, "unet"), kept - fee);
    await tab.close();
  });

  test("the first node is away: the page works by the second", async () => {
    const hand = await fresh({ unet: 10n * ONE });
    const tab = await open("#/", { wallet: hand.name, config: { rpc: [NOWHERE, at.rpc] }, dead: [NOWHERE] });
    const { page } = tab;
    await page.getByRole("link", { name: A100 }).first().waitFor();
    await tab.connect();
    const panel = await depositing(tab, "3");
    await press(panel);
    await deposited(panel);
    assert.equal(await inAccount(hand, "unet"), 3n * ONE);
    assert.equal(await page.getByText("The node does not answer").count(), 0);
    await tab.close();
  });

  test("a tab whose files the host has no more says that it is to be loaded again", async () => {
    const hand = await fresh({ unet: 10n * ONE });
    const tab = await open("#/", { wallet: hand.name, strict: false });
    const { page } = tab;
    const gone = "A part of this page could not be loaded. Load the page again.";
    await tab.connect();
    const panel = await depositing(tab, "3");
    await page.route(/\/assets\/(send|failures|sign|Page)-/, (route) => route.abort());
    await press(panel);
    await panel.getByText(`${gone} Nothing was sent.`).waitFor();
    await tab.go("#/provide");
    await page.getByText(gone).waitFor();
    await page.unrouteAll();
    await page.getByRole("button", { name: "Load the page again" }).click();
    await page.getByRole("heading", { level: 1 }).waitFor();
    assert.equal(await page.getByText(gone).count(), 0);
    await tab.close();
  });

  test("a node goes away while somebody looks: the page goes on by the next", async () => {
    const hand = await fresh({ unet: 10n * ONE });
    // The same node by another name.
    const first = at.rpc.replace("127.0.0.1", "localhost");
    const tab = await open("#/", { wallet: hand.name, config: { rpc: [first, at.rpc] }, dead: [first] });
    const { page } = tab;
    await tab.connect();
    const panel = await depositing(tab, "1");
    await press(panel);
    await deposited(panel);
    await page.route(`${first}/**`, (route) => route.abort("connectionrefused"));
    const height = async () => BigInt(/block ([\d,]+)/.exec(await page.locator("footer").innerText())![1]!.replaceAll(",", ""));
    const then = await height();
    await page.waitForFunction((before) => BigInt(/block ([\d,]+)/.exec(document.querySelector("footer")?.innerText ?? "")?.[1]?.replaceAll(",", "") ?? "0") > BigInt(before), `${then + 1n}`);
    await panel.getByLabel("Amount", { exact: true }).fill("2");
    await press(panel);
    await deposited(panel);
    assert.equal(await inAccount(hand, "unet"), 3n * ONE);
    await tab.close();
  });

  // The same node by another name, which says something else of itself.
  const spoiled = at.rpc.replace("127.0.0.1", "localhost");
  interface Sync { catching_up: boolean; latest_block_height: string; latest_block_time: string }
  async function openWith(nodes: readonly string[], spoil: (sync: Sync) => void): Promise<Tab> {
    type Answer = { result?: { sync_info?: Sync } };
    const tab = await open("#/no/such/page", { config: { rpc: [...nodes] } });
    await tab.page.route(`${spoiled}/**`, async (route) => {
      const response = await route.fetch();
      const json = (await response.json()) as Answer | Answer[];
      for (const { result } of [json].flat()) if (result?.sync_info) spoil(result.sync_info);
      await route.fulfill({ response, json });
    });
    await tab.go("#/");
    return tab;
  }
  /** What it says when it is alone; and beside another node, it is left. */
  async function leftFor(spoil: () => (sync: Sync) => void, says: RegExp, name: string): Promise<void> {
    const [left, alone] = [await openWith([spoiled, at.rpc], spoil()), await openWith([spoiled], spoil())];
    await alone.page.getByText(says).waitFor();
    await picture(alone, name);
    await left.page.locator("footer .dot[data-state=live]").waitFor();
    assert.equal(await left.page.getByText(says).count(), 0);
    // Requests are under way.
    await Promise.all([left, alone].map(({ page }) => page.unrouteAll({ behavior: "ignoreErrors" })));
    await Promise.all([left.close(), alone.close()]);
  }

  test("a node that catches up is left for the next, and where there is none it is said whom to tell", () =>
    leftFor(() => (sync) => { sync.catching_up = true; }, /It still catches up: .* The page has no other node to ask\. If it stays so, tell whoever runs it\./, "node-behind"));

  test("a node that stopped before the page was opened is left for the next, and its figures are not shown as live", () =>
    leftFor(() => {
      let height: string | undefined;
      const time = new Date(Date.now() - 3 * 3_600_000).toISOString();
      return (sync) => Object.assign(sync, { latest_block_height: (height ??= sync.latest_block_height), latest_block_time: time });
    }, /The node has told of none for 3 h.* The page has no other node to ask\. If it stays so, tell whoever runs it\./, "node-stopped"));

  test("a node without an index says so, and shows all that needs none", async () => {
    const hand = await fresh({ unet: 100n * ONE });
    const tab = await open("#/no/such/page", { wallet: hand.name, config: { history: null } });
    const { page } = tab;
    // As CometBFT answers with `indexer = "null"`.
    await page.route(`${at.rpc}/**`, async (route) => {
      type Call = { id: number; method: string };
      const asked = JSON.parse(route.request().postData() ?? "[]") as Call | Call[];
      const calls = Array.isArray(asked) ? asked : [asked];
      const [index, others] = [calls.filter(({ method }) => method === "tx" || method === "tx_search"), calls.filter(({ method }) => method !== "tx" && method !== "tx_search")];
      if (index.length === 0) return route.continue();
      const refused = index.map(({ id }) => ({ jsonrpc: "2.0", id, error: { code: -32603, message: "Internal error", data: "transaction indexing is disabled" } }));
      const got = others.length === 0 ? [] : ((await (await route.fetch({ postData: JSON.stringify(others) })).json()) as unknown[]);
      // A batch of one is answered like a single call.
      const all = [...refused, ...[got].flat()];
      await route.fulfill({ json: Array.isArray(asked) ? all : all[0], headers: { "access-control-allow-origin": "*" } });
    });
    const says = "This node keeps no index of transactions.";
    await tab.go("#/");
    await page.getByText(`No history: ${says}`).waitFor();
    await page.locator(".class-row .price").first().waitFor();
    await tab.go(`#/class/${A100}`);
    await page.getByText(says).first().waitFor();
    await tab.go("#/money");
    await page.getByText(`No transactions: ${says}`).first().waitFor();
    await page.getByText("These lines add up to revenue, to the unit.").first().waitFor();
    await tab.go("#/jobs/1");
    await page.getByText("The events could not be read").waitFor();
    await page.locator("main .head-line .tag").waitFor();
    await picture(tab, "no-index");
    await tab.connect();
    await tab.go("#/jobs");
    await page.getByText(says).first().waitFor();
    await page.getByText("None is open.").first().waitFor();
    // A quote needs none. Sending does, to know what became of it.
    await fillJob(tab, { class: A100, time: "60 s", method: "1", program: "ab".repeat(32) });
    await quoteShown(tab);
    const panel = await depositing(tab, "1");
    await press(panel);
    await panel.getByText("This node keeps no index of transactions, so the page could not tell what became of yours. Nothing was sent.").waitFor();
    assert.equal(await rpc.balance(hand.address, "unet"), 100n * ONE);
    await tab.close();
  });

  test("a transaction outlives a change of page and a reload", async () => {
    const hand = await fresh({ unet: 10n * ONE });
    const tab = await open("#/", { wallet: hand.name });
    const { page } = tab;
    page.on("dialog", (dialog) => void dialog.accept());
    await tab.connect();
    // The node's index knows of no transaction for a while.
    await page.route(`${at.rpc}/**`, async (route) => {
      type Call = { id: number; method: string; params: { hash: string } };
      const asked = JSON.parse(route.request().postData() ?? "[]") as Call | Call[];
      const calls = Array.isArray(asked) ? asked : [asked];
      const [index, others] = [calls.filter(({ method }) => method === "tx"), calls.filter(({ method }) => method !== "tx")];
      if (index.length === 0) return route.continue();
      const refused = index.map(({ id, params: { hash } }) => ({
        jsonrpc: "2.0", id, error: { code: -32603, message: "Internal error", data: `tx (${Buffer.from(hash, "base64").toString("hex").toUpperCase()}) not found, err: %!w(<nil>)` },
      }));
      const got = others.length === 0 ? [] : ((await (await route.fetch({ postData: JSON.stringify(others) })).json()) as unknown[]);
      const all = [...refused, ...[got].flat()];
      await route.fulfill({ json: Array.isArray(asked) ? all : all[0], headers: { "access-control-allow-origin": "*" } });
    });
    const panel = await depositing(tab, "2");
    await press(panel);
    await panel.getByText("Sent. Waiting for the next block").waitFor();
    const waits = page.locator(".notice").filter({ hasText: "Deposit" }).getByText("Signed and sent. No block has it yet");
    assert.equal(await waits.count(), 0, "the form tells of it");
    await tab.go("#/money");
    await waits.waitFor();
    await page.reload();
    await waits.waitFor();
    await picture(tab, "underway");
    await page.unroute(`${at.rpc}/**`);
    const done = page.locator(".notice").filter({ hasText: "Deposit" }).filter({ hasText: /It is done, in block [\d,]+\./ });
    await done.waitFor();
    assert.match(page.url(), /#\/money$/);
    await done.getByRole("button", { name: "Close" }).click();
    await done.waitFor({ state: "detached" });
    await page.reload();
    await page.getByRole("heading", { level: 1 }).waitFor();
    assert.equal(await done.count(), 0);
    assert.equal(await inAccount(hand, "unet"), 2n * ONE);
    await tab.close();
  });

  test("Leap alone is offered, signs, and may change its account", async () => {
    const [hand, second] = await Promise.all([fresh({ unet: 5n * ONE }), fresh({ unet: 5n * ONE })]);
    const tab = await open("#/", { wallet: hand.name, extension: "leap" });
    const { page } = tab;
    await page.getByRole("button", { name: "Connect", exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Leap" }).waitFor();
    assert.equal(await dialog.getByRole("button", { name: "Keplr" }).count(), 0);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
    await tab.connect();
    for (const who of [hand, second]) {
      await page.evaluate((name) => window.setKey(name), who.name);
      await page.locator("button.wallet code").getByText(`…${who.address.slice(-4)}`).waitFor();
      const panel = await depositing(tab, "1.5");
      await press(panel);
      await deposited(panel);
      assert.equal(await inAccount(who, "unet"), 1_500_000n);
      await tab.go("#/");
    }
    await tab.close();
  });
});
