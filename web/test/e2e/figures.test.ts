// Figures of the market and of the money, against what the contracts answer at the height that the page shows. What follows from the
// answers is computed here once more, by its own rule.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { toBigInt, type feeCollector, type jobMarket, type pool, type providerRegistry } from "compute-amm";
import { formatExact, formatShort, formatWhole } from "../../src/money/amounts.js";
import { WINDOWS } from "../../src/pages/money/model.js";
import { rpc, until } from "./hands.js";
import { contracts } from "./people.js";
import { open, picture, type Tab } from "./setting.js";

const NET = "unet";
/** Prices are ×10^18. */
const ATOMICS = 10n ** 18n;
const HOUR = 3_600n;

/** The answers of one height. */
const at = (height: number) => async <T>(contract: string, query: unknown): Promise<T> => rpc.query<T>(contract, query, height);

/** A class as the market page shows it. */
interface Row {
  readonly name: string;
  readonly price: string;
  /** All of its digits. */
  readonly exact: string;
  readonly usd: string;
  readonly gpus: string;
  readonly load: string;
  readonly fee: string;
}

/** The footer's height, and all classes, at the first moment at which nothing is loading: what is read seldom is of that height, too. */
async function marketShown(tab: Tab): Promise<{ height: number; rows: Row[] }> {
  await tab.page.reload();
  const found = await tab.page.waitForFunction(() => {
    const height = /block ([\d,]+)/.exec(document.querySelector("footer")?.innerText ?? "")?.[1]?.replaceAll(",", "");
    const rows = [...document.querySelectorAll<HTMLElement>(".class-row:has(.price)")].map((row) => {
      const plain = (text: string) => text.replaceAll(/\s+/g, " ").trim();
      const text = (selector: string) => plain(row.querySelector<HTMLElement>(selector)?.innerText ?? "");
      const fact = (term: string) => [...row.querySelectorAll<HTMLElement>("dl.class-facts > div")].find((one) => one.querySelector("dt")?.innerText === term)!.querySelector("dd")!;
      return {
        name: text("h2"), price: text(".price .amount"), exact: row.querySelector(".price .amount")!.getAttribute("title")!, usd: text(".class-price .muted .amount"),
        gpus: plain(fact("GPUs").innerText), load: plain(fact("GPUs").querySelector(".bar")?.getAttribute("aria-label") ?? ""),
        fee: plain(fact("Fee of a job").innerText),
      };
    });
    return height && rows.length > 0 && rows.every(({ gpus }) => gpus.includes("free")) ? { height, rows } : undefined;
  }, undefined, { polling: "raf" });
  const { height, rows } = (await found.jsonValue())!;
  return { height: Number(height), rows };
}

/** What a row must be by the contracts' answers. */
async function rowOf(name: string, height: number): Promise<Row> {
  const { pool: pools, registry, jobMarket: jobs } = await contracts();
  const ask = at(height);
  const [{ classes }, all, { classes: loads }, { providers }, { positions }] = await Promise.all([
    ask<providerRegistry.ClassesResponse>(registry, { classes: { limit: 100 } }), ask<pool.PoolsResponse>(pools, { pools: { limit: 100 } }),
    ask<jobMarket.OccupanciesResponse>(jobs, { occupancies: {} }), ask<providerRegistry.AvailableResponse>(registry, { available: { class: name, limit: 100 } }),
    ask<providerRegistry.PositionsResponse>(registry, { positions: { class: name, limit: 100 } }),
  ]);
  const own = all.pools.find(({ pool_id: id }) => id === classes.find((one) => one.class === name)!.pool_id)!;
  const native = (asset: pool.Asset) => ("native" in asset ? asset.native.denom : "");
  const dollars = all.pools.find(({ asset_0: one, asset_1: other }) => native(one) === "uusd" && native(other) === NET)!;
  // NET base units for a million of the credit's.
  const second = ((toBigInt(own.reserve_1) + toBigInt(own.virtual_reserve)) * 1_000_000n * ATOMICS) / toBigInt(own.reserve_0);
  const hour = second * HOUR;
  const sum = (of: readonly number[]) => of.reduce((total, one) => total + one, 0);
  const [free, busy, offered] = [sum(providers.map(({ gpus }) => gpus)), sum(positions.map((one) => one.busy)), sum(positions.map(({ gpus }) => gpus))];
  const there = positions.filter(({ gpus }) => gpus > 0).length;
  const load = loads.find((one) => one.class === name)!;
  const percent = (bps: bigint) => `${formatExact(bps, 2)} %`;
  const base = BigInt(load.terms.take.base_bps);
  const multiplier = BigInt(load.multiplier_bps);
  const proven = `${formatWhole(load.proven_gpus)} proven ${load.proven_gpus === 1 ? "GPU" : "GPUs"}`;
  return {
    name, price: `${formatShort(hour, 24)} NET`, exact: `${formatExact(hour, 24)} NET`,
    usd: `${formatShort((hour * toBigInt(dollars.reserve_0)) / toBigInt(dollars.reserve_1), 24, 3)} USD`,
    gpus: `${free} free of ${offered} ${there} ${there === 1 ? "provider" : "providers"}, ${busy} busy`,
    load: `${percent(offered > 0 ? (BigInt(busy) * 10_000n) / BigInt(offered) : 0n)} of the GPUs work`,
    fee: `${percent((base * multiplier) / 10_000n)} ${percent(base)} × ${multiplier / 10_000n}.${String((multiplier % 10_000n) / 100n).padStart(2, "0")} for load on ${proven}`,
  };
}

/** A line of a table of the money page: an amount, the part of it that a rule says, and the field of the answer that is behind it. */
interface Line {
  readonly field: string;
  readonly amount: string;
  readonly rule: string | undefined;
}

/** The money page at a moment at which all of it is of the footer's height. */
async function moneyShown(tab: Tab): Promise<{ height: number; lines: Line[]; facts: Record<string, string>; stats: Record<string, string> }> {
  return until("books of the footer's block", async () => {
    const shown = await tab.page.evaluate(() => {
      const heights = [...document.querySelectorAll("main details.proof code")].map((one) => /--height (\d+)/.exec(one.textContent ?? "")?.[1]);
      const footer = /block ([\d,]+)/.exec(document.querySelector("footer")?.innerText ?? "")?.[1]?.replaceAll(",", "");
      const plain = (text: string | null | undefined) => (text ?? "").replaceAll(/\s+/g, " ").trim();
      const lines = [...document.querySelectorAll("main table tbody tr")].flatMap((row) => {
        const field = row.querySelector("td[data-label='Proven by'] code")?.textContent;
        const amount = row.querySelector("td[data-label='Amount'] .amount")?.getAttribute("title");
        return field && amount ? [{ field, amount, rule: plain(row.querySelector("td[data-label='By rule']")?.textContent) || undefined }] : [];
      });
      const pairs = (rows: Iterable<Element>) => Object.fromEntries([...rows].map((one) => [plain(one.querySelector("dt")?.textContent), plain(one.querySelector("dd .amount")?.getAttribute("title"))]));
      return { footer, heights, lines, facts: pairs(document.querySelectorAll("main dl.bill > div")), stats: pairs(document.querySelectorAll("main dl.stats > div")) };
    });
    const { footer, heights, ...rest } = shown;
    return footer && heights.length > 0 && heights.every((one) => one === footer) ? { height: Number(footer), ...rest } : undefined;
  });
}

describe("figures are the chain's", { concurrency: 2 }, () => {
  test("what a GPU costs, and how many are free", async () => {
    const tab = await open("#/");
    for (let look = 0; look < 3; look += 1) {
      const { height, rows } = await marketShown(tab);
      assert(rows.length >= 2);
      assert.deepEqual(rows, await Promise.all(rows.map(({ name }) => rowOf(name, height))), `block ${height}`);
    }
    await tab.close();
  });

  test("where the money goes, in every span of time", async () => {
    const { fees, jobMarket: jobs, leaseMarket: leases } = await contracts();
    // The keeper has swept something, and split it.
    await until("revenue, and a burn", async () => {
      const { burned_revenue: burned } = await rpc.query<feeCollector.MetricsResponse>(fees, { metrics: { window: "all" } });
      return toBigInt(burned) > 0n || undefined;
    });
    const tab = await open("#/money");
    const net = (amount: bigint) => `${formatExact(amount, 6)} NET`;
    for (const { value: window, label } of WINDOWS) {
      await tab.page.getByRole("radio", { name: label, exact: true }).check();
      const { height, lines, stats, facts } = await moneyShown(tab);
      const ask = at(height);
      const [metrics, all, { split }, balances, jobsHold, leasesHold, supply] = await Promise.all([
        ask<feeCollector.MetricsResponse>(fees, { metrics: { window } }), ask<feeCollector.MetricsResponse>(fees, { metrics: { window: "all" } }),
        ask<feeCollector.ConfigResponse>(fees, { config: {} }), ask<feeCollector.BalancesResponse>(fees, { balances: {} }),
        ask<{ take: feeCollector.Uint128 }>(jobs, { holdings: {} }), ask<{ take: feeCollector.Uint128 }>(leases!, { holdings: {} }), rpc.supply(NET, height),
      ]);
      const of = (field: string) => toBigInt((metrics as unknown as Record<string, feeCollector.Uint128>)[field]!);
      assert.deepEqual(lines.map(({ field }) => field), ["volume", "lp_fees", "take", "swap_fees", "spread", "burned_revenue", "stakers", "liquidity", "pending"]);
      for (const { field, amount } of lines) assert.equal(amount, net(of(field)), `${label}: ${field} in block ${height}`);
      assert.deepEqual(lines.slice(5).map(({ rule }) => rule), [...[split.burn_bps, split.stakers_bps, split.liquidity_bps].map((bps) => `${formatExact(BigInt(bps), 2)} %`), "–"]);
      const protocol = toBigInt(all.take) + toBigInt(all.swap_fees) + toBigInt(all.spread);
      const burned = toBigInt(all.burned_revenue) + toBigInt(all.burned_slashes) + toBigInt(all.burned_backing) + toBigInt(all.burned_donations);
      assert.equal(toBigInt(all.revenue), protocol, "the sources are the revenue");
      const expected = {
        "Work done": toBigInt(all.volume), "Earned by liquidity": toBigInt(all.lp_fees), "The protocol's revenue": protocol, Burned: burned, "All NET there is": supply, "Change by this market": burned,
      };
      for (const [name, amount] of Object.entries(expected)) assert.equal(stats[name], net(amount), `${name} in block ${height}`);
      const fact = (start: string) => Object.entries(facts).find(([name]) => name.startsWith(start))?.[1];
      const waits = {
        "Fees of jobs": jobsHold.take, "Fees of leases": leasesHold.take, "To be split": balances.pending, "The stakers' share waits": balances.stakers, "Goes to pools next": balances.liquidity,
      };
      for (const [name, amount] of Object.entries(waits)) assert.equal(fact(name), net(toBigInt(amount)), `${name} in block ${height}`);
    }
    await picture(tab, "money-figures");
    await tab.close();
  });
});
