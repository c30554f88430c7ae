import { For, Show } from "solid-js";

/** A value from a time on. */
export interface SparkPoint {
  readonly time: number;
  readonly value: bigint;
}

const WIDTH = 120;
const HEIGHT = 32;
const PAD = 2;

interface Bounds {
  readonly low: bigint;
  readonly high: bigint;
}

/** The least and the largest of some values; 0 where there is none. */
export function boundsOf(values: readonly bigint[]): Bounds {
  let [low, high] = [values[0] ?? 0n, values[0] ?? 0n];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return { low, high };
}

/** Lines of steps on one scale, oldest left. They repeat what the figures beside them say, so they are not read out. */
export function Spark(props: { lines: readonly (readonly SparkPoint[])[]; fromZero?: boolean | undefined }) {
  const bounds = () => {
    const { low, high } = boundsOf(props.lines.flat().map(({ value }) => value));
    return { low: props.fromZero ? 0n : low, high };
  };
  return (
    <Show when={(props.lines[0]?.length ?? 0) > 1}>
      <svg class="spark" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width={WIDTH} height={HEIGHT} aria-hidden="true" preserveAspectRatio="none">
        <For each={props.lines}>{(points) => <path d={path(points, bounds())} fill="none" stroke="currentColor" stroke-width="1.5" vector-effect="non-scaling-stroke" />}</For>
      </svg>
    </Show>
  );
}

function path(points: readonly SparkPoint[], { low, high }: Bounds): string {
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last) return "";
  const span = last.time - first.time || 1;
  const room = HEIGHT - 2 * PAD;
  // 10^4 steps of height: finer than any screen.
  const y = (value: bigint) => PAD + room - (high > low ? (Number(((value - low) * 10_000n) / (high - low)) / 10_000) * room : room / 2);
  const x = (time: number) => ((time - first.time) / span) * WIDTH;
  const steps = points.slice(1).map(({ time, value }) => `H${x(time).toFixed(1)}V${y(value).toFixed(1)}`);
  return `M0 ${y(first.value).toFixed(1)}${steps.join("")}`;
}
