import { formatBps } from "../money/amounts.js";
import { Select } from "./Field.js";

const CHOICES = ["10", "50", "100", "300", "1000"];

/** How much worse than quoted something may become before nothing happens at all; basis points. */
export function Slack(props: { value: number; onChange: (bps: number) => void; hint?: string }) {
  return (
    <Select label="Limit" value={`${props.value}`} options={CHOICES.map((bps) => ({ value: bps, label: formatBps(BigInt(bps)) }))}
      onChange={(bps) => props.onChange(SLACK[bps] ?? 50)}
      hint={props.hint ?? "Others may trade before you. If it becomes worse than this, nothing happens."} />
  );
}

const SLACK: Readonly<Record<string, number>> = { 10: 10, 50: 50, 100: 100, 300: 300, 1000: 1000 };
