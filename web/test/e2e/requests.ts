// What a client does on the page to request something, and what it saw when it did.
import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";
import { toAtomics, type jobMarket, type pool } from "compute-amm";
import { eventsOf, find, type ChainEvent } from "../../src/chain/events.js";
import { whole } from "../../src/chain/rpc.js";
import { most } from "../../src/money/ratio.js";
import { rpc, snapshot, until, type Done } from "./hands.js";
import { touched, type Filled } from "./orders.js";
import { amount, amounts, figure, unformatted, type Tab } from "./setting.js";
import { takeOfJob, takeOfLease, worthAt } from "./take.js";

export const INFERENCE = "5bce1d7826a40374383ce1b6ab5967b14492b6c58163328ce14d2786d383280d";
export const PICTURES = "../examples/inference/tests/batch.bin";
export const ANSWER = "../examples/inference/tests/batch.txt";
/** A key to log in with, as people have it. */
export const SSH_KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl me@home";

/** What the form for a job says. */
export interface JobForm {
  readonly class: string;
  readonly time: string;
  readonly method: string;
  readonly program: string;
  /** Where the inference's input is fetched; none: no input. */
  readonly input?: string;
  readonly provider?: string;
  readonly tip?: string;
  readonly limit?: string;
  readonly acceptWithin?: string;
}

/** Fills in the form for a job. */
export async function fillJob(tab: Tab, form: JobForm): Promise<void> {
  const { page } = tab;
  await tab.go("#/get");
  const field = (label: string) => page.getByLabel(label, { exact: true });
  await field("Hardware class").selectOption(form.class);
  await field("Time on each").fill(form.time);
  await field("Program digest").fill(form.program);
  await field("How the result is verified").selectOption(form.method);
  if (form.input) {
    await field("Input").selectOption("file");
    await field("Input file").setInputFiles(PICTURES);
    await field("Where providers fetch the input").fill(form.input);
  }
  if (form.provider || form.tip || form.acceptWithin) await page.getByText("More terms").click();
  if (form.provider) await field("Only this provider").fill(form.provider);
  if (form.acceptWithin) await field("Time to accept").fill(form.acceptWithin);
  if (form.tip) await field("Tip").fill(form.tip);
  // Others of these tests trade at the same time.
  await field("Price limit").fill(form.limit ?? "10");
}

/** A quote as it stands in the page. */
export interface Shown {
  readonly height: number;
  readonly pays: readonly bigint[];
  readonly most: readonly bigint[];
  readonly cost: bigint;
  readonly take: bigint;
}

/** Reads the quote: all of it of one block. */
export async function quoteShown(tab: Tab): Promise<Shown> {
  const panel = tab.page.getByRole("region", { name: "Quote" });
  const height = async () => {
    const note = await figure(panel, "You pay").locator("xpath=following-sibling::dd").innerText();
    return whole(/block ([\d,]+)/.exec(note)![1]!.replaceAll(",", ""));
  };
  await panel.locator("dl.quote:not(.stale)").waitFor();
  return until("a quote of one block", async () => {
    const at = await height();
    const [pays, most, cost, take] = await Promise.all([
      amounts(panel, "You pay"), amounts(panel, "At most"), amount(panel, "Bought in its pool for"), amount(panel, "Take of the protocol"),
    ]);
    return (await height()) === at ? { height: at, pays, most, cost, take } : undefined;
  });
}

/** A form for a job or a lease, as far as its price depends on it, filled in anew. */
export async function fillPriced({ page, go }: Tab, { kind, form }: Filled): Promise<void> {
  const field = (label: string) => page.getByLabel(label, { exact: true });
  await go("#/");
  // The page hears of both addresses at once where it is slow, and then keeps the form as it was left.
  await field("Hardware class").waitFor({ state: "detached" });
  await go(kind === "job" ? "#/get" : "#/get?tab=lease");
  await field("Hardware class").selectOption(form.class);
  const standard = kind === "job" && form.template !== "";
  if (standard) await field("What runs").selectOption(form.template);
  else await field("GPUs").fill(form.gpus);
  await field(kind === "job" ? "Time on each" : "Time").fill(form.time);
  await field("Price limit").fill(form.limit);
  await field("Pay with").selectOption(form.pay.asset);
  await field("From").selectOption(form.pay.from);
  if (kind === "lease") return;
  await field("Unused payment goes").selectOption(form.surplus);
  await page.getByText("More terms").click();
  await field("Tip").fill(form.tip);
  if (standard) return;
  await field("How the result is verified").selectOption(form.method);
  await field("Declared value").fill(form.declaredValue);
}

/** Every figure of the quote that stands there, read at once, with the block that it is of; but the price of an hour, which follows from them. */
export async function figuresShown({ page }: Tab): Promise<{ height: number; figures: ReadonlyMap<string, readonly bigint[]> }> {
  const panel = page.getByRole("region", { name: "Quote" });
  return until("a quote of what was filled in", async () => {
    const { note, rows } = await panel.evaluate((root) => ({
      note: root.querySelector("dl.quote:not(.stale) dd.note")?.textContent ?? "",
      rows: [...root.querySelectorAll("dl > div")].map((row) => ({
        // A share that depends on the block stands behind a comma.
        term: row.querySelector("dt")!.textContent!.replace(/,.*/, ""),
        texts: [...row.querySelectorAll("dd:not(.note) .amount:not(.muted)")].map((one) => one.textContent!),
      })),
    }));
    const block = /block ([\d,]+)/.exec(note)?.[1];
    return block === undefined ? undefined
      : { height: whole(block.replaceAll(",", "")), figures: new Map(rows.filter(({ term }) => term !== "For a GPU-hour").map(({ term, texts }) => [term, texts.map(unformatted)])) };
  });
}

/** Milliseconds in which what may be sent is pressed, unless the price has moved meanwhile. */
const PRESSED_MS = 10_000;
/** So often something is tried that others make dearer than its limit. */
export const TRIES = 4;

/** Waits until what is quoted may be sent. Where others have moved the price beyond the limit, it is taken anew first. */
export async function sendable(within: Page | Locator, send: Locator): Promise<void> {
  const renew = within.getByRole("button", { name: "Take the new price" });
  await until("it may be sent", async () => {
    if (await renew.isVisible()) await renew.click();
    return (await send.isEnabled()) || undefined;
  });
}

/** Looks at what may be sent now, and presses; false where others moved the price in between. */
export async function agrees(within: Page | Locator, send: Locator, look: () => Promise<unknown>): Promise<boolean> {
  await sendable(within, send);
  await look();
  return send.click({ timeout: PRESSED_MS }).then(() => true, (error: unknown) => {
    if (/element is not enabled/.test(String(error))) return false;
    throw error;
  });
}

/**
 * Presses the button that requests it, again where others moved the price meanwhile, and waits for its page; its number. `look` is done
 * before each press, as what is shown then is what is agreed to.
 */
export async function request(tab: Tab, kind: "job" | "lease", look = async (): Promise<unknown> => undefined): Promise<number> {
  const { page } = tab;
  // Or why not, which is better to read than that nothing came.
  const refused = page.getByRole("region", { name: "Quote" }).locator(".notice[data-kind=bad]");
  for (let tries = 1; ; tries += 1) {
    if (!(await agrees(page, page.getByRole("button", { name: `Request the ${kind}` }), look))) {
      assert(tries < TRIES, "the price moves and moves");
      continue;
    }
    if (tries > 1) await refused.waitFor({ state: "hidden" });
    await page.locator("main h1").getByText(/^(Job|Lease) [\d,]+$/).or(refused).first().waitFor();
    if (!(await refused.isVisible())) break;
    const why = await refused.innerText();
    assert(/The price moved beyond your limit/.test(why) && tries < TRIES, why);
    await page.locator("dl.quote:not(.stale)").waitFor();
  }
  return whole(/(\d+)$/.exec(page.url())![1]!);
}

/** The transaction with an event. */
export async function told(contract: string, type: string, where: Record<string, number | string>): Promise<{ tx: Done; event: ChainEvent }> {
  const conditions = Object.entries({ _contract_address: contract, ...where }).map(([key, value]) => `wasm-${type}.${key}='${value}'`);
  return until(`${type} ${JSON.stringify(where)}`, async () => {
    const { txs: [tx] } = await rpc.txs(conditions.join(" AND "));
    const event = tx && find(eventsOf(tx), contract, type);
    return tx && event ? { tx: { ...tx, told: eventsOf(tx) }, event } : undefined;
  });
}

/** What was paid with NET is what was shown, to the unit if nobody came before; the take is that of its block's time. */
export async function paidAsShown(shown: Shown, { tx, event }: { tx: Done; event: ChainEvent }, name: string): Promise<void> {
  const { terms: { contracts }, classes } = await snapshot();
  const { pool: primary, lease } = classes.find(({ id }) => id === name)!;
  const sum = (key: string) => BigInt(event.attributes[key] ?? "0");
  assert(sum("cost") + sum("take") + sum("tip") <= shown.most[0]!, "no more than the worst case that was shown");
  if (await touched(new Set([primary!.id]), name, shown.height, tx)) return;
  assert.equal(sum("cost"), shown.cost);
  const [prices, occupancy, before, then] = await Promise.all([
    rpc.query<pool.PricesResponse>(contracts.pool, { prices: { pool_id: primary!.id } } satisfies pool.QueryMsg, tx.height),
    rpc.query<jobMarket.OccupancyResponse>(contracts.jobMarket, { occupancy: { class: name } } satisfies jobMarket.QueryMsg, shown.height),
    rpc.blockTime(shown.height), rpc.blockTime(tx.height),
  ]);
  const credits = sum("gpus") * sum("seconds") * 1_000_000n;
  const worth = most(shown.cost, prices.twap_30m ? worthAt(toAtomics(prices.twap_30m), credits) : 0n);
  assert.equal(sum("take"), event.type === "request_job" ? takeOfJob(occupancy, then - before, credits, worth) : takeOfLease(lease!.terms.take_bps, worth));
}

/** The state that a job's or lease's page shows. */
export async function stateIs(tab: Tab, state: string): Promise<void> {
  await tab.page.locator("main .head-line .tag").getByText(state, { exact: true }).waitFor();
}

/** The form that deposits NET into the account, filled in. */
export async function depositing(tab: Tab, amount: string): Promise<Locator> {
  await tab.go("#/account");
  const panel = tab.page.getByRole("region", { name: "Move" });
  await panel.getByLabel("Asset", { exact: true }).selectOption("unet");
  await panel.getByLabel("Amount", { exact: true }).fill(amount);
  return panel;
}

/** The deposit is in a block; or the form says why not, which is better to read than that nothing came. */
export async function deposited(panel: Locator): Promise<void> {
  const notice = panel.locator(".notice");
  await notice.waitFor();
  assert.match(await notice.innerText(), /Deposited\./);
}
