import { Notice } from "./Notice.js";

/** Warns of a limit that invites others to trade before somebody. `percent` is as it is written. */
export function HighLimit(props: { percent: string }) {
  return (
    <Notice kind="warn" title="This limit is high">
      Whoever sees your request before it is in a block can trade so that it becomes up to {props.percent} % worse for you, and keep the difference. 1 % is usual.
    </Notice>
  );
}
