// Quotes without a chain: the pool contract's own code, on pools that a query answered with.
import type * as pool from "./generated/pool/types.js";
import { fromBinary } from "./scalars.js";

/** Why the contract would refuse. The message is the contract's. */
export class QuoteError extends Error {
  override name = "QuoteError";
}

/** What quotes/ exports: a CosmWasm contract's entry point. */
interface Exports {
  memory: WebAssembly.Memory;
  allocate(size: number): number;
  deallocate(region: number): void;
  query(env: number, msg: number): number;
}

/** The variant of a query with this name, and its fields. */
type Asked<Name extends string> = Extract<pool.QueryMsg, Record<Name, unknown>> extends infer Query
  ? Query extends Record<Name, infer Fields> ? Fields : never
  : never;

/** Quotes do not depend on the block, but for assuming that nothing has changed the pools in it. */
const ENV = {
  block: { chain_id: "quotes", height: 1, time: "1000000000" },
  contract: { address: "pool" },
  transaction: null,
};

/**
 * Exact quotes, as the pool contract's queries of the same names answer, with no request: on each pool as it is
 * given, in a block in which nothing has changed it before. Whoever trades later in the same block gets the limit of
 * the block anchor on top; set `min_out` by what you accept.
 *
 * Not known from a `PoolResponse`: a delisted asset, which the contract refuses; and an empty pool's first deposit,
 * which is an error here.
 */
export class Quotes {
  private exports: Exports;

  private constructor(private readonly module: WebAssembly.Module) {
    this.exports = start(module);
  }

  /** Compiles the wasm, once for all quotes. */
  static async load(): Promise<Quotes> {
    const { WASM } = await import("./quotes-wasm.js");
    const bytes = Uint8Array.from(atob(WASM), (letter) => letter.charCodeAt(0));
    return new Quotes(await WebAssembly.compile(bytes));
  }

  /** Sells exactly `amount_in` along a route. Throws a {@link QuoteError} where the contract refuses. */
  exactIn(pools: readonly pool.PoolResponse[], asked: Asked<"quote_exact_in">): pool.QuoteResponse {
    return this.ask(pools, { quote_exact_in: asked });
  }

  /** Buys exactly what the legs say, in order. */
  exactOut(pools: readonly pool.PoolResponse[], asked: Asked<"quote_exact_out">): pool.QuoteResponse {
    return this.ask(pools, { quote_exact_out: asked });
  }

  /** Provides both assets to a pool that somebody has provided to. */
  provide(pools: readonly pool.PoolResponse[], asked: Asked<"quote_provide">): pool.ProvideQuoteResponse {
    return this.ask(pools, { quote_provide: asked });
  }

  /** Provides one asset. */
  provideSingle(pools: readonly pool.PoolResponse[], asked: Asked<"quote_provide_single">): pool.ProvideQuoteResponse {
    return this.ask(pools, { quote_provide_single: asked });
  }

  /** Gives LP shares up. */
  withdraw(pools: readonly pool.PoolResponse[], asked: Asked<"quote_withdraw">): pool.WithdrawQuoteResponse {
    return this.ask(pools, { quote_withdraw: asked });
  }

  private ask<Answer>(pools: readonly pool.PoolResponse[], query: pool.QueryMsg): Answer {
    const { ok, error } = this.run({ pools, query });
    if (ok === undefined) throw new QuoteError(error ?? "no answer");
    return fromBinary<Answer>(ok);
  }

  private run(asked: unknown): { ok?: pool.Binary; error?: string } {
    try {
      const { query, deallocate, memory } = this.exports;
      const region = query(this.put(ENV), this.put(asked));
      const answer = new TextDecoder().decode(bytesOf(memory, region));
      deallocate(region);
      return JSON.parse(answer) as { ok?: pool.Binary; error?: string };
    } catch (trap) {
      // Whatever stopped it left its memory as it was: the next quote gets a fresh one.
      this.exports = start(this.module);
      throw trap;
    }
  }

  /** JSON into the wasm's memory. It frees what it is given. */
  private put(value: unknown): number {
    const json = new TextEncoder().encode(JSON.stringify(value));
    const region = this.exports.allocate(json.length);
    // After the allocation: memory that grew has another buffer.
    const view = new DataView(this.exports.memory.buffer);
    new Uint8Array(this.exports.memory.buffer).set(json, view.getUint32(region, true));
    view.setUint32(region + 8, json.length, true);
    return region;
  }
}

/** A region is three numbers: where, how much room, how much of it is used. */
function bytesOf(memory: WebAssembly.Memory, region: number): Uint8Array {
  const view = new DataView(memory.buffer);
  return new Uint8Array(memory.buffer, view.getUint32(region, true), view.getUint32(region + 8, true));
}

/** What a chain would provide is never called. */
function start(module: WebAssembly.Module): Exports {
  const provided: Record<string, WebAssembly.ImportValue> = {};
  for (const { name } of WebAssembly.Module.imports(module)) {
    provided[name] = () => {
      throw new QuoteError(`the quote called ${name}, which only a chain has`);
    };
  }
  return new WebAssembly.Instance(module, { env: provided }).exports as unknown as Exports;
}
