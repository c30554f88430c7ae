// Which hardware, with its price now.
import { createEffect } from "solid-js";
import { useApp } from "../../app.js";
import { formatPrice } from "../../money/amounts.js";
import { HOUR } from "../../money/ratio.js";
import { Select } from "../../ui/Field.js";

/** The classes of the market; for leases those that are leased. */
export function ClassField(props: { value: string; onChange: (name: string) => void; leases?: boolean }) {
  const { market, net } = useApp();
  const options = () => (market.snapshot()?.classes ?? []).filter((one) => !props.leases || one.lease !== null).map((one) => {
    const price = one.spot === null ? "no price yet" : `${formatPrice(one.spot * HOUR, net.decimals, 4)} ${net.symbol} an hour`;
    const free = one.available?.reduce((sum, { gpus }) => sum + gpus, 0);
    const now = one.entry.paused.accept ? ", paused" : free === undefined ? "" : `, ${free} free`;
    return { value: one.id, known: one.available !== null, ready: one.spot !== null && !one.entry.paused.accept && free !== 0, label: `${one.id}: ${price}${now}` };
  });
  // The first one that is to be had, until somebody chooses.
  createEffect(() => {
    const classes = options();
    if (!classes.every(({ known }) => known)) return;
    const first = classes.find(({ ready }) => ready) ?? classes[0];
    if (first && !classes.some(({ value }) => value === props.value)) props.onChange(first.value);
  });
  return <Select label="Hardware class" value={props.value} onChange={props.onChange} options={options()} />;
}
