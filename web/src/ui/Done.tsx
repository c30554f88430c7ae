import { createEffect, on, Show, type JSX } from "solid-js";
import { formatWhole } from "../money/amounts.js";
import type { Sent } from "../wallet/send.js";
import { TxHash } from "./Address.js";
import { Notice } from "./Notice.js";

/** What was sent, where the button that sent it may be gone by then. */
export interface DoneNote {
  readonly text: JSX.Element;
  readonly sent: Sent;
}

/** Says so, until something else is done. */
export function Done(props: { note: DoneNote | undefined }) {
  let place: HTMLDivElement | undefined;
  // The button may be far below.
  createEffect(on(() => props.note, (note) => note && place?.scrollIntoView({ block: "nearest" })));
  return (
    <div aria-live="polite" ref={place}>
      <Show when={props.note}>{(note) => <Told note={note()} />}</Show>
    </div>
  );
}

export function Told(props: { note: DoneNote }) {
  return <Notice kind="good">{props.note.text} Transaction <TxHash hash={props.note.sent.hash} /> in block {formatWhole(props.note.sent.height)}.</Notice>;
}
