import { createEffect, createMemo, on, Show, type JSX, type ParentProps } from "solid-js";
import { Folded } from "../../../ui/Folded.js";

/** A step's words: what it does, locks and risks; and below them its form, open while the step is the one for now; with `later` it is made once it opens. */
export function Explained(props: ParentProps<{
  what: JSX.Element; locks: JSX.Element; risks: JSX.Element; open: boolean; form?: string; later?: boolean;
}>) {
  let details: HTMLDetailsElement | undefined;
  const now = createMemo(() => props.open);
  createEffect(on(now, (open) => {
    if (!details) return;
    if (open) details.open = true;
    // What somebody is doing there, or has just done, stays in view.
    else if (!details.contains(document.activeElement) && !details.querySelector(".notice, [aria-busy=true]")) details.open = false;
  }));
  return (
    <>
      <p>{props.what}</p>
      <dl class="facts terms">
        <div><dt>Locks</dt><dd>{props.locks}</dd></div>
        <div><dt>Risks</dt><dd>{props.risks}</dd></div>
      </dl>
      <Show when={props.form}>{(name) => (
        <Folded ref={(element) => { details = element; }} summary={name()} now={!props.later}><div class="form">{props.children}</div></Folded>
      )}</Show>
    </>
  );
}
