import { createEffect, createMemo, createSignal, on, onCleanup } from "solid-js";
import { hear, type Quoted, type Said } from "./hear.js";

/** After the last change of what is asked: while somebody types, nothing is said. */
const QUIET_MS = 600;

/** Says of a quote what is to be heard, unseen. */
export function Heard(props: { quoted: Quoted | undefined }) {
  const said = createMemo<Said | undefined>((before) => hear(before, props.quoted));
  const [text, setText] = createSignal("");
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));
  createEffect(on(said, (now) => {
    clearTimeout(timer);
    setText("");
    if (now) timer = setTimeout(() => setText(now.text), QUIET_MS);
  }));
  return <div class="hidden" aria-live="polite">{text()}</div>;
}
