import { createSignal, Show, type JSX, type ParentProps } from "solid-js";

/** A button whose work takes a while: it cannot be pressed meanwhile, and says so. What `run` throws is the caller's. */
export function Busy(props: ParentProps<{
  run: () => Promise<unknown>; disabled?: boolean; kind?: "main" | "plain" | "quiet" | "danger"; type?: "button" | "submit"; busy?: JSX.Element;
}>) {
  const [busy, setBusy] = createSignal(false);
  const press = async () => {
    setBusy(true);
    try {
      await props.run();
    } finally {
      setBusy(false);
    }
  };
  return (
    <button type={props.type ?? "button"} class={props.kind ?? "plain"} disabled={props.disabled || busy()} aria-busy={busy()}
      onClick={() => void press()}>
      <Show when={busy()} fallback={props.children}><span class="spinner" aria-hidden="true" /> {props.busy ?? props.children}</Show>
    </button>
  );
}
