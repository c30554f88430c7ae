// What a GPU costs now, class by class.
import { Show } from "solid-js";
import { useApp } from "../app.js";
import type { ClassView } from "../chain/snapshot.js";
import { formatMultiplier, formatWhole } from "../money/amounts.js";
import { HOUR } from "../money/ratio.js";
import { href } from "../router.js";
import { NetPrice, Usd } from "../ui/Amount.js";
import { Table, type Column } from "../ui/Table.js";

const COLUMNS: readonly Column<ClassView>[] = [
  { head: "GPU", main: true, cell: (one) => <a href={href("/class", one.id)}>{one.id}</a> },
  { head: "An hour costs", right: true, cell: (one) => (
    <Show when={one.spot} fallback="–">{(spot) => <><NetPrice atomics={spot() * HOUR} /> <Usd net={spot() * HOUR} atomics /></>}</Show>
  ) },
  { head: "Free GPUs", right: true, cell: (one) => (
    <Show when={one.available} fallback="…">{(free) => formatWhole(free().reduce((sum, { gpus }) => sum + gpus, 0))}</Show>
  ) },
  { head: "Fee multiplier", right: true, cell: (one) => (
    <Show when={one.occupancy} fallback="–">{(now) => formatMultiplier(now().multiplier_bps)}</Show>
  ) },
];

export default function MarketPage() {
  const { market } = useApp();
  return (
    <>
      <h1>What a GPU costs now</h1>
      <Show when={market.snapshot()} fallback={<p class="muted">Reading the market…</p>}>{(snapshot) => (
        <Table caption="Price of a GPU-hour in each class" columns={COLUMNS} rows={snapshot().classes} empty="The market has no class yet." />
      )}</Show>
    </>
  );
}
