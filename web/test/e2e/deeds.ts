// What traders, liquidity providers and GPU providers do on the page, and where its words on that stand.
import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";
import { toBigInt, type pool, type token } from "compute-amm";
import { messageOf } from "../../src/chain/errors.js";
import { eventsOf, find, type ChainEvent } from "../../src/chain/events.js";
import { whole } from "../../src/chain/rpc.js";
import { fresh, LATEST, pause, rpc, until, type Done, type Hand } from "./hands.js";
import { contracts, ONE } from "./people.js";
import { agrees, TRIES } from "./requests.js";
import { amount, open, type Tab } from "./setting.js";

/** What somebody has of NET and of USD to begin with. */
export const PURSE = 10_000n * ONE;

/** Milliseconds after which what the page opens or closes by itself stays so. */
const SETTLES = 300;

export async function somebody(purse: Readonly<Record<string, bigint>> = { unet: PURSE, uusd: PURSE }): Promise<{ tab: Tab; hand: Hand }> {
  const hand = await fresh(purse);
  const tab = await open("#/", { wallet: hand.name });
  await tab.connect();
  return { tab, hand };
}

/** Figures of one block, and that block. */
export async function ofOneBlock<T>(tab: Tab, read: () => Promise<T>): Promise<{ height: number; shown: T }> {
  const height = async () => whole(/block ([\d,]+)/.exec(await tab.page.locator("footer").innerText())![1]!.replaceAll(",", ""));
  return until("figures of one block", async () => {
    const before = await height();
    const shown = await read();
    return (await height()) === before ? { height: before, shown } : undefined;
  });
}

/** The transaction whose success a form tells of. */
export async function sent(within: Locator, says: RegExp): Promise<Done> {
  // Or why not, which is better to read than that nothing came.
  const notice = within.locator(".notice:has(code[title])").or(within.locator(".notice[data-kind=bad]")).filter({ hasText: new RegExp(`${says.source}|refused|failed|too little`, "i") }).first();
  const text = await notice.innerText();
  assert.match(text, says);
  const hash = await notice.locator("code[title]").getAttribute("title");
  const tx = (await rpc.seek(hash!)).tx!;
  return { ...tx, told: eventsOf(tx) };
}

/** Waits until the page shows so much behind a term: what a transaction changed stands there a moment after the form has told of it. */
export async function shows(within: Page | Locator, term: string, expected: bigint): Promise<void> {
  let last: bigint | undefined;
  await until(`${term} is ${expected}`, async () => (last = await amount(within, term)) === expected || undefined)
    .catch((error: unknown) => assert.fail(`${messageOf(error)}; got ${last}`));
}

/**
 * Presses the button of a form, again where others made it dearer than its limit meanwhile; the transaction whose success the form tells
 * of. `look` is done before each press, as what is shown then is what is agreed to.
 */
export async function pressed(within: Locator, button: string, says: RegExp, look = async (): Promise<unknown> => undefined): Promise<Done> {
  for (let tries = 1; ; tries += 1) {
    try {
      if (await agrees(within, within.getByRole("button", { name: button, exact: true }), look)) return await sent(within, says);
      assert(tries < TRIES, "the price moves and moves");
    } catch (error) {
      if (tries === TRIES || !/The price moved beyond your limit/.test(String(error))) throw error;
    }
  }
}

/** An event of a transaction. */
export function within({ told }: Done, contract: string, type: string): ChainEvent {
  const event = find(told, contract, type);
  assert(event, `${type} is told of`);
  return event;
}

/** Tokens in a wallet, base units. */
export async function tokens(contract: string, { address }: Hand): Promise<bigint> {
  return toBigInt((await rpc.query<token.BalanceResponse>(contract, { balance: { address } } satisfies token.QueryMsg, LATEST)).balance);
}

/** A pool as the contract has it. */
export async function poolOf(id: number): Promise<pool.PoolResponse> {
  return rpc.query<pool.PoolResponse>((await contracts()).pool, { pool: { pool_id: id } } satisfies pool.QueryMsg, LATEST);
}

/** The way to a payout, on a provider's page. */
export class Path {
  constructor(private readonly tab: Tab) {}

  step(title: string, state = ""): Locator {
    return this.tab.page.locator(`ol.steps > li${state}:has(> .step-title:text-matches("^${title}"))`);
  }

  /** Opens a step's form. The page opens the one that is for now by itself, maybe at the same moment, which a click would undo. */
  async form(title: string): Promise<Locator> {
    const step = this.step(title);
    const opened = () => step.locator("details").evaluate((one: HTMLDetailsElement) => one.open);
    await until(`the form of ${title}`, async () => {
      if (!(await opened())) await step.locator("summary").first().click();
      await pause(SETTLES);
      return (await opened()) || undefined;
    });
    return step;
  }

  press(title: string, button: string, says: RegExp, look?: () => Promise<unknown>): Promise<Done> {
    return pressed(this.step(title), button, says, look);
  }

  /** Waits until it is ticked. */
  done(title: string): Promise<void> {
    return this.step(title, "[data-state=done]").waitFor();
  }
}
