import { Show, type JSX, type ParentProps } from "solid-js";

/** A figure with its name, and below it what explains it. Inside a `<dl class="stats">`. */
export function Stat(props: ParentProps<{ name: JSX.Element; note?: JSX.Element; large?: boolean }>) {
  return (
    <div class="stat" classList={{ large: props.large ?? false }}>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
      <Show when={props.note}><dd class="note">{props.note}</dd></Show>
    </div>
  );
}

/** A share of a whole as a bar; `bps` out of 10,000. `label` says it in words. */
export function Bar(props: { bps: number; label: string }) {
  const width = () => (props.bps > 10_000 ? 10_000 : props.bps < 0 ? 0 : props.bps) / 100;
  return <div class="bar" role="img" aria-label={props.label}><span style={{ width: `${width()}%` }} /></div>;
}
