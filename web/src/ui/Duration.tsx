import { useApp } from "../app.js";
import { formatDuration, formatTime, fromNow } from "../money/time.js";

/** Seconds, in at most two units. */
export function Duration(props: { seconds: number }) {
  return <span title={`${props.seconds} s`}>{formatDuration(props.seconds)}</span>;
}

/** A Unix time, as far from now as it is; ticks. The time itself is its title. */
export function When(props: { at: number }) {
  const { market } = useApp();
  return <time dateTime={new Date(props.at * 1000).toISOString()} title={formatTime(props.at, true)}>{fromNow(props.at, market.now())}</time>;
}

/** A Unix time, in the reader's zone; with `utc` in that one, and called so. */
export function Time(props: { at: number; seconds?: boolean; utc?: boolean }) {
  return <time dateTime={new Date(props.at * 1000).toISOString()}>{formatTime(props.at, props.seconds ?? false, props.utc ? "UTC" : undefined)}{props.utc ? " UTC" : ""}</time>;
}
