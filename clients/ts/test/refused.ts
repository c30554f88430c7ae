// What must not compile: each line below `@ts-expect-error` is an error to the compiler, or the compiler complains.
import { decimal, jobMarket, pool, toBinary, toBigInt, uint128 } from "compute-amm";

export function refused(client: pool.PoolClient, a: pool.Uint128, price: pool.Decimal256): unknown[] {
  const b = uint128("2");
  return [
    // @ts-expect-error amounts are not joined or added
    a + b,
    // @ts-expect-error nor an amount and a text
    a + "",
    // @ts-expect-error nor subtracted
    a - b,
    // @ts-expect-error nor multiplied
    a * 2,
    // @ts-expect-error nor compared by letters
    a < b,
    // @ts-expect-error nor made a number by a sign
    +a,
    // @ts-expect-error nor read as a number
    parseInt(a),
    // @ts-expect-error nor read as a float
    parseFloat(price),
    // @ts-expect-error nor put into a text without saying how
    `${a}`,
    // @ts-expect-error a price is no amount
    toBigInt(price),
    // @ts-expect-error an amount is made by its function, of text
    client.quoteWithdraw({ poolId: 1, shares: "5" }),
    // @ts-expect-error or of a bigint
    client.quoteWithdraw({ poolId: 1, shares: 5n }),
    // @ts-expect-error and never of a number
    uint128(5),
    // @ts-expect-error a price neither
    decimal(1.5),
    // @ts-expect-error a hook's message has a type
    toBinary({ request_job: {} }),
    // @ts-expect-error and is checked against it
    toBinary<jobMarket.SwapMsg>({ requestjob: {} }),
    // @ts-expect-error an asset is one or the other
    client.account({ owner: "wasm1", asset: { denom: "unet" } }),
    // @ts-expect-error a message has no other fields
    client.pool({ poolId: 1, id: 1 }),
    // @ts-expect-error and all that have no default
    client.pool({}),
  ];
}
