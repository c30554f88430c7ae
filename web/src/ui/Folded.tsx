import { createSignal, Show, Suspense, type JSX, type ParentProps } from "solid-js";

import { Busy } from "./Busy.js";

/** What is made, and loaded, once somebody opens it; from the beginning with `now`. */
export function Folded(props: ParentProps<{ summary: JSX.Element; now?: boolean; ref?: (element: HTMLDetailsElement) => void }>) {
  const [opened, setOpened] = createSignal(false);
  return (
    <details ref={props.ref} onToggle={() => setOpened(true)}>
      <summary>{props.summary}</summary>
      <Show when={props.now || opened()}><Suspense fallback={<p class="muted"><Busy>Loading…</Busy></p>}>{props.children}</Suspense></Show>
    </details>
  );
}
