import type * as pool from "./generated/pool/types.js";
/** Why the contract would refuse. The message is the contract's. */
export declare class QuoteError extends Error {
    name: string;
}
/** The variant of a query with this name, and its fields. */
type Asked<Name extends string> = Extract<pool.QueryMsg, Record<Name, unknown>> extends infer Query ? Query extends Record<Name, infer Fields> ? Fields : never : never;
/**
 * Exact quotes, as the pool contract's queries of the same names answer, with no request: on each pool as it is
 * given, in a block in which nothing has changed it before. Whoever trades later in the same block gets the limit of
 * the block anchor on top; set `min_out` by what you accept.
 *
 * Not known from a `PoolResponse`: a delisted asset, which the contract refuses; and an empty pool's first deposit,
 * which is an error here.
 */
export declare class Quotes {
    private readonly module;
    private exports;
    private constructor();
    /** Compiles the wasm, once for all quotes. */
    static load(): Promise<Quotes>;
    /** Sells exactly `amount_in` along a route. Throws a {@link QuoteError} where the contract refuses. */
    exactIn(pools: readonly pool.PoolResponse[], asked: Asked<"quote_exact_in">): pool.QuoteResponse;
    /** Buys exactly what the legs say, in order. */
    exactOut(pools: readonly pool.PoolResponse[], asked: Asked<"quote_exact_out">): pool.QuoteResponse;
    /** Provides both assets to a pool that somebody has provided to. */
    provide(pools: readonly pool.PoolResponse[], asked: Asked<"quote_provide">): pool.ProvideQuoteResponse;
    /** Provides one asset. */
    provideSingle(pools: readonly pool.PoolResponse[], asked: Asked<"quote_provide_single">): pool.ProvideQuoteResponse;
    /** Gives LP shares up. */
    withdraw(pools: readonly pool.PoolResponse[], asked: Asked<"quote_withdraw">): pool.WithdrawQuoteResponse;
    private ask;
    private run;
    /** JSON into the wasm's memory. It frees what it is given. */
    private put;
}
export {};
