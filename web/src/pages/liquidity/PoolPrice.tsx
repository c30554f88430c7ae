import { Show } from "solid-js";
import { useApp } from "../../app.js";
import type { Pool } from "../../chain/pools.js";
import { formatShort } from "../../money/amounts.js";
import { HOUR } from "../../money/ratio.js";

/** A pool's price for people: of a GPU-hour where asset 0 is a credit, else of one whole unit of asset 0. In asset 1. */
export function PoolPrice(props: { pool: Pool; price: bigint | null }) {
  const { market, unit } = useApp();
  const credit = () => market.snapshot()?.classes.some(({ credit }) => credit === props.pool.asset0) ?? false;
  const one = () => unit(props.pool.asset1);
  const shown = () => {
    const price = props.price ?? 0n;
    if (credit()) return price * HOUR;
    // Atomics are for 10^6 base units of asset 0.
    const { decimals } = unit(props.pool.asset0);
    return decimals >= 6 ? price * 10n ** BigInt(decimals - 6) : price / 10n ** BigInt(6 - decimals);
  };
  return (
    <Show when={props.price !== null} fallback="–">
      <span class="amount">
        {formatShort(shown(), one().decimals + 18)} <span class="unit">{one().symbol} for {credit() ? "a GPU-hour" : `1 ${unit(props.pool.asset0).symbol}`}</span>
      </span>
    </Show>
  );
}
