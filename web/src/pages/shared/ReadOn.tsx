// A list of which not all was read.
import { Show } from "solid-js";
import { Notice } from "../../ui/Notice.js";

/** Says so, and reads on. Nothing where all was read. */
export function ReadOn(props: { more: boolean | undefined; onMore: () => void }) {
  return (
    <Show when={props.more}>
      <Notice kind="warn" title="There may be more" action={{ label: "Read on", run: props.onMore }}>The market has so many that only its newest ones were searched.</Notice>
    </Show>
  );
}
