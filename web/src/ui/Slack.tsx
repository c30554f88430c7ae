import { Show } from "solid-js";
import { formatBps } from "../money/amounts.js";
import { HIGH_LIMIT } from "../money/limits.js";
import { Select } from "./Field.js";
import { HighLimit } from "./HighLimit.js";

const SLACK: Readonly<Record<string, number>> = { 10: 10, 50: 50, 100: 100, 300: 300, 1000: 1000 };

/** How much worse than quoted something may become before nothing happens at all; basis points. */
export function Slack(props: { value: number; onChange: (bps: number) => void; hint?: string }) {
  return (
    <>
      <Select label="Limit" value={`${props.value}`} options={Object.keys(SLACK).map((bps) => ({ value: bps, label: formatBps(BigInt(bps)) }))}
        onChange={(bps) => props.onChange(SLACK[bps] ?? 50)}
        hint={props.hint ?? "Others may trade before you. If it becomes worse than this, nothing happens."} />
      <Show when={props.value > HIGH_LIMIT}><HighLimit percent={formatBps(props.value).slice(0, -2)} /></Show>
    </>
  );
}
