// Quotes by wasm against the vectors of packages/amm-math, which its own tests hold the Rust library to.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { pool, QuoteError, Quotes, text, toBigInt, uint128 } from "compute-amm";

const GENERATOR = join(import.meta.dirname, "../../../packages/amm-math/reference/generate.py");
const A: pool.Asset = { native: { denom: "a" } };
const B: pool.Asset = { native: { denom: "b" } };
const C: pool.Asset = { native: { denom: "c" } };
/** A hot record's amounts have 14 bytes: the library's functions take more. */
const RECORD = 1n << 112n;
const LARGEST_RESERVE = RECORD - 1n;

/** The library's functions that quotes answer for. */
const QUOTED = ["exact_in", "exact_out", "provide_balanced", "provide_launched", "withdraw"];

interface Vector {
  fn: string;
  in: string[];
  out?: string[];
  err?: string[];
}

async function vectors(area: string, each: (vector: Vector) => void): Promise<void> {
  const python = spawn("python3", ["-B", GENERATOR, area], { stdio: ["ignore", "pipe", "inherit"] });
  for await (const line of createInterface({ input: python.stdout })) each(JSON.parse(line) as Vector);
}

function made(of: Partial<pool.PoolResponse>): pool.PoolResponse {
  const zero = uint128(0n);
  return {
    accrued_0: zero, accrued_1: zero, asset_0: A, asset_1: B, fees: { fee_bps: 30, protocol_share_bps: 0 },
    launch: false, lp_supply: uint128(1n), lp_token: "lp", paused: { provide: false, swap: false }, pool_id: 1,
    reserve_0: zero, reserve_1: zero, spread_0: zero, spread_1: zero, virtual_reserve: zero, ...of,
  };
}

/** The result, or nothing where the contract refuses. */
function attempt<Answer>(quote: () => Answer): Answer | undefined {
  try {
    return quote();
  } catch (error) {
    if (error instanceof QuoteError) return undefined;
    throw error;
  }
}

/** What a quote answers for a vector; undefined for one that no pool's record can hold. */
function answer(quotes: Quotes, { fn, in: input }: Vector): { got: string[] | undefined } | undefined {
  if (!QUOTED.includes(fn)) return undefined;
  const numbers = input.map((value) => BigInt(value));
  const [x = 0n, y = 0n, third = 0n, fourth = 0n, fifth = 0n] = numbers;
  if (x >= RECORD || y >= RECORD || x === 0n || y === 0n) return undefined;
  const reserves = { reserve_0: uint128(x), reserve_1: uint128(y) };
  switch (fn) {
    case "exact_in": {
      const pools = [made({ ...reserves, fees: { fee_bps: Number(fourth), protocol_share_bps: 0 } })];
      const asked = { route: { offer: A, pools: [1] }, amount_in: uint128(third) };
      const quote = attempt(() => quotes.exactIn(pools, asked));
      return { got: quote && [text(quote.paid.amount), text(quote.legs[0]!.received.amount), text(quote.costs[0]!.hops[0]!.lp_fee)] };
    }
    case "exact_out": {
      const pools = [made({ ...reserves, fees: { fee_bps: Number(fourth), protocol_share_bps: 0 } })];
      const quote = attempt(() => quotes.exactOut(pools, { offer: A, legs: [{ amount_out: uint128(third), pools: [1] }] }));
      return { got: quote && [text(quote.paid.amount), text(quote.legs[0]!.received.amount), text(quote.costs[0]!.hops[0]!.lp_fee)] };
    }
    case "provide_balanced": {
      if (third === 0n) return undefined;
      const pools = [made({ ...reserves, lp_supply: uint128(third) })];
      const quote = attempt(() => quotes.provide(pools, { pool_id: 1, max_0: uint128(fourth), max_1: uint128(fifth) }));
      return { got: quote && [text(quote.used_0), text(quote.used_1), text(quote.shares)] };
    }
    case "withdraw": {
      const pools = [made({ ...reserves, lp_supply: uint128(third) })];
      const quote = attempt(() => quotes.withdraw(pools, { pool_id: 1, shares: uint128(fourth) }));
      return { got: quote && [text(quote.amount_0), text(quote.amount_1)] };
    }
    case "provide_launched": {
      if (third >= RECORD || third === 0n) return undefined;
      const launch = { launch: true, lp_supply: uint128(third), virtual_reserve: uint128(third) };
      const pools = [made({ ...reserves, ...launch })];
      const quote = attempt(() => quotes.provide(pools, { pool_id: 1, max_0: uint128(fourth), max_1: uint128(fifth) }));
      return { got: quote && [text(quote.used_0), text(quote.used_1), text(quote.shares)] };
    }
    default:
      return undefined;
  }
}

test("quotes by wasm are those of the library", { timeout: 300_000 }, async () => {
  const quotes = await Quotes.load();
  const agreed: Record<string, { equal: number; refused: number }> = {};
  for (const area of ["curve", "launch"]) {
    await vectors(area, (vector) => {
      const result = answer(quotes, vector);
      if (!result) return;
      const count = (agreed[vector.fn] ??= { equal: 0, refused: 0 });
      if (vector.err) {
        assert.equal(result.got, undefined, JSON.stringify(vector));
        count.refused += 1;
      } else {
        // An amount beyond the largest reserve fits no pool, though the function takes it.
        assert.deepEqual(result.got, vector.out, JSON.stringify(vector));
        count.equal += 1;
      }
    });
  }
  console.log(agreed);
  for (const name of QUOTED) {
    assert.ok((agreed[name]?.equal ?? 0) > 500, `${name}: too few vectors`);
  }
});

test("hops follow each other, and a launch pool counts its virtual reserve", async () => {
  const quotes = await Quotes.load();
  const plain = made({ reserve_0: uint128(1_000_000n), reserve_1: uint128(3_000_000n) });
  const launch = made({
    asset_0: C, asset_1: B, launch: true, lp_supply: uint128(2_000_000n), pool_id: 2, reserve_0: uint128(500_000n),
    reserve_1: uint128(9n), virtual_reserve: uint128(2_000_000n),
  });
  const out = (x: bigint, y: bigint, amount: bigint) => {
    const net = amount - (amount * 30n + 9_999n) / 10_000n;
    return (y * net) / (x + net);
  };
  const first = out(1_000_000n, 3_000_000n, 5_000n);
  const second = out(2_000_009n, 500_000n, first);
  const asked = { route: { offer: A, pools: [1, 2] }, amount_in: uint128(5_000n) };
  const quote = quotes.exactIn([plain, launch], asked);
  assert.equal(toBigInt(quote.legs[0]!.last_in.amount), first);
  assert.equal(toBigInt(quote.legs[0]!.received.amount), second);
  assert.deepEqual(quote.legs[0]!.received.asset, C);
  const back = quotes.exactOut([plain, launch], { offer: A, legs: [{ amount_out: uint128(second), pools: [1, 2] }] });
  assert.ok(toBigInt(back.paid.amount) <= 5_000n);
});

test("a refusal says what the contract says", async () => {
  const quotes = await Quotes.load();
  const pools = [made({ reserve_0: uint128(1_000n), reserve_1: uint128(1_000n) })];
  const sell = (of: Partial<pool.PoolResponse>, offer = A, amount = 5n) => () =>
    quotes.exactIn([{ ...pools[0]!, ...of }], { route: { offer, pools: [1] }, amount_in: uint128(amount) });
  assert.throws(sell({ paused: { provide: false, swap: true } }), /swap.*paused|paused.*swap/);
  assert.throws(sell({}, C), /pool 1 trades a and b, got c/);
  assert.throws(sell({ pool_id: 7 }), /unknown pool 1/);
  assert.throws(sell({}, A, 0n), QuoteError);
  const empty = [made({ lp_supply: uint128(0n) })];
  const provide = () => quotes.provide(empty, { pool_id: 1, max_0: uint128(1n), max_1: uint128(1n) });
  assert.throws(provide, /pool 1 is empty: ask the contract/);
  const large = [made({ reserve_0: uint128(LARGEST_RESERVE + 1n), reserve_1: uint128(1n) })];
  assert.throws(() => quotes.withdraw(large, { pool_id: 1, shares: uint128(1n) }), QuoteError);
  assert.equal(text(sell({})().legs[0]!.received.amount), "3", "and the next quote is as good");
});

test("a pool that cannot be read is no quote, and the next one is as good", async () => {
  const quotes = await Quotes.load();
  const good = made({ reserve_0: uint128(1_000n), reserve_1: uint128(1_000n) });
  const asked = { route: { offer: A, pools: [1] }, amount_in: uint128(5n) };
  const { fees, ...lacking } = good;
  assert.ok(fees);
  assert.throws(() => quotes.exactIn([lacking as pool.PoolResponse], asked), /missing field `fees`/);
  const odd = { ...good, asset_0: { native: { denom: "grüße" } }, asset_1: A };
  const { legs } = quotes.exactIn([odd], { ...asked, route: { offer: odd.asset_0, pools: [1] } });
  assert.equal(text(legs[0]!.received.amount), "3");
  assert.deepEqual(legs[0]!.last_in.asset, odd.asset_0);
});
