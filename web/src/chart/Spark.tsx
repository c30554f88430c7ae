import { Show } from "solid-js";

/** A value from a time on. */
export interface SparkPoint {
  readonly time: number;
  readonly value: bigint;
}

const WIDTH = 120;
const HEIGHT = 32;
const PAD = 2;

/** A small line of steps, oldest left. It repeats what the figures beside it say, so it is not read out. */
export function Spark(props: { points: readonly SparkPoint[] }) {
  return (
    <Show when={props.points.length > 1}>
      <svg class="spark" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width={WIDTH} height={HEIGHT} aria-hidden="true" preserveAspectRatio="none">
        <path d={path(props.points)} fill="none" stroke="currentColor" stroke-width="1.5" vector-effect="non-scaling-stroke" />
      </svg>
    </Show>
  );
}

function path(points: readonly SparkPoint[]): string {
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last) return "";
  let [low, high] = [first.value, first.value];
  for (const { value } of points) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const span = last.time - first.time || 1;
  const room = HEIGHT - 2 * PAD;
  // 10^4 steps of height: finer than any screen.
  const y = (value: bigint) => PAD + room - (high > low ? (Number(((value - low) * 10_000n) / (high - low)) / 10_000) * room : room / 2);
  const x = (time: number) => ((time - first.time) / span) * WIDTH;
  const steps = points.slice(1).map(({ time, value }) => `H${x(time).toFixed(1)}V${y(value).toFixed(1)}`);
  return `M0 ${y(first.value).toFixed(1)}${steps.join("")}`;
}
