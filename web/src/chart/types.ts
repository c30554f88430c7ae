import type { JSX } from "solid-js";
import { formatDay, formatTime } from "../money/time.js";

/** A line of a chart: a value for each time, which stays until the next. */
export interface Line {
  readonly name: string;
  readonly values: readonly bigint[];
  /** How a value is written, with its unit. Made of the bigint. */
  readonly format: (value: bigint) => string;
}

/** See LazyChart. */
export interface ChartProps {
  /** What it shows, with the unit. */
  readonly caption: string;
  /** Unix seconds, rising. */
  readonly times: readonly number[];
  readonly lines: readonly Line[];
  /** Of all values: 10^decimals is shown as 1 on the axis. */
  readonly decimals: number;
  /** Instead of a chart of fewer than two points. */
  readonly empty: JSX.Element;
  /** Whether the axis begins at 0. */
  readonly fromZero?: boolean;
  /** Times are days (UTC), whose values are bars: each line's in front of the one's before. */
  readonly bars?: boolean;
}

/** Seconds. */
export const DAY = 86_400;

/** How a time of the chart is written. */
export function timeOf({ bars }: Pick<ChartProps, "bars">, at: number): string {
  return bars ? formatDay(at / DAY) : formatTime(at, true);
}
