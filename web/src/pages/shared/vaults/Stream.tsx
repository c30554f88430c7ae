import { Show } from "solid-js";
import { useApp } from "../../../app.js";
import type { Unit } from "../../../chain/assets.js";
import { LEAST_EARNING } from "../../../chain/staking.js";
import { perDay, type Vault } from "../../../chain/vaults.js";
import { formatTime } from "../../../money/time.js";
import { Amount } from "../../../ui/Amount.js";

/** What streams to the stakes of a vault: all that is left of it, until when, and how much in a day. */
export function Stream(props: { vault: Vault; asset: Unit }) {
  const { market } = useApp();
  return (
    <>
      <Amount value={props.vault.left} unit={props.asset} exact /> <Show when={props.vault.left > 0n}>
        <Show when={props.vault.shares >= LEAST_EARNING} fallback="once enough is deposited">
          evenly until {formatTime(props.vault.end)}, <Amount value={perDay(props.vault, market.snapshot()?.status.time ?? 0)} unit={props.asset} /> in a day
        </Show>
      </Show>
    </>
  );
}
