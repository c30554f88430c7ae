import { Show } from "solid-js";

/** Earlier and later pages of a list; nothing where there is one page. */
export function Pager(props: { what: string; page: number; pages: number; onPage: (page: number) => void }) {
  return (
    <Show when={props.pages > 1}>
      <nav class="head-line" aria-label={`Pages of ${props.what}`}>
        <button type="button" disabled={props.page <= 1} onClick={() => props.onPage(props.page - 1)}>Newer</button>
        <span class="muted">Page {props.page} of {props.pages}</span>
        <button type="button" disabled={props.page >= props.pages} onClick={() => props.onPage(props.page + 1)}>Older</button>
      </nav>
    </Show>
  );
}
