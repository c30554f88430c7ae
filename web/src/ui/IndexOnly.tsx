import { Show } from "solid-js";

/** Says that the indexer's files, which the page was told of, are not in what stands above. */
export function IndexOnly(props: { when: boolean }) {
  return <Show when={props.when}><p class="muted">History from the node's index only.</p></Show>;
}
