import type { ParentProps } from "solid-js";

/** Words in the place of what is still read or loaded: whoever waits for the page waits until it has none of these. */
export function Busy(props: ParentProps) {
  return <span aria-busy="true">{props.children}</span>;
}
