// A launch pool's terms: what its price can and cannot do.
import { Show } from "solid-js";
import { useApp } from "../../app.js";
import type { Pool } from "../../chain/pools.js";
import type { Snapshot } from "../../chain/snapshot.js";
import { Amount } from "../../ui/Amount.js";
import { FLOOR, FLOOR_NOTE, floorPrice } from "../shared/floor.js";
import { PoolPrice } from "./PoolPrice.js";

export function Launch(props: { pool: Pool; snapshot: Snapshot }) {
  const { unit } = useApp();
  return (
    <section aria-labelledby="launch">
      <h2 id="launch">This is a launch pool</h2>
      <p>
        It began with {unit(props.pool.asset0).symbol} alone. Its curve counts <Amount value={props.pool.virtual} unit={unit(props.pool.asset1)} /> that are not there, so
        that it has a price from the first moment.
      </p>
      <ul>
        <li>The price rises as credits are bought, and falls back as they are sold. {FLOOR}: <PoolPrice pool={props.pool} price={floorPrice(props.pool)} />; {FLOOR_NOTE}.</li>
        <li>
          <Show when={props.pool.reserve1 > 0n} fallback={<>There is no {unit(props.pool.asset1).symbol} in it yet, so it buys nothing back.</>}>
            It pays with the <Amount value={props.pool.reserve1} unit={unit(props.pool.asset1)} /> that buyers brought, and with no more.
          </Show>
        </li>
        <li>Who provides brings both assets in proportion to what is there{props.pool.reserve1 > 0n ? "" : ", which is credits alone now"}. One asset alone is not taken.</li>
        <li>Fees, shares and withdrawals are those of any pool.</li>
      </ul>
    </section>
  );
}
