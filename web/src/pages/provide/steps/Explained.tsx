import { createEffect, on, Show, type JSX, type ParentProps } from "solid-js";

/** A step's words: what it does, locks and risks; and below them its form, open while the step is the one for now. */
export function Explained(props: ParentProps<{
  what: JSX.Element; locks: JSX.Element; risks: JSX.Element; open: boolean; form?: string;
}>) {
  let details: HTMLDetailsElement | undefined;
  createEffect(on(() => props.open, (open) => {
    if (open && details) details.open = true;
  }));
  return (
    <>
      <p>{props.what}</p>
      <dl class="facts terms">
        <div><dt>Locks</dt><dd>{props.locks}</dd></div>
        <div><dt>Risks</dt><dd>{props.risks}</dd></div>
      </dl>
      <Show when={props.form}>{(name) => (
        <details ref={details}><summary>{name()}</summary><div class="form">{props.children}</div></details>
      )}</Show>
    </>
  );
}
