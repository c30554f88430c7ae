import { Show, type ParentProps } from "solid-js";

export type NoticeKind = "info" | "good" | "warn" | "bad";

/** A message that stands out: the fact as title, then why and what to do. */
export function Notice(props: ParentProps<{
  kind: NoticeKind;
  title?: string;
  action?: { readonly label: string; readonly run: () => void };
}>) {
  return (
    <div class="notice" data-kind={props.kind} role={props.kind === "bad" ? "alert" : undefined}>
      <Show when={props.title}><strong>{props.title}</strong></Show>
      <div>{props.children}</div>
      <Show when={props.action}>{(action) => <button type="button" onClick={() => action().run()}>{action().label}</button>}</Show>
    </div>
  );
}
