import { Show } from "solid-js";
import { useApp } from "../../app.js";
import type { ClassView } from "../../chain/snapshot.js";
import { formatBps } from "../../money/amounts.js";
import { formatDuration } from "../../money/time.js";
import { changeOf } from "./class-figures.js";
import type { Prices } from "./prices.js";

/** How the price moved, and over how long. */
export function ChangeText(props: { view: ClassView; prices: Prices }) {
  const { market } = useApp();
  const change = () => changeOf(props.prices.of(props.view.pool?.id), market.now());
  return (
    <Show when={change()}>{(moved) => (
      <span class="change">
        {formatBps(moved().bps, true)} in {formatDuration(moved().over)}
      </span>
    )}</Show>
  );
}
