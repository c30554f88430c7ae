import { createSignal, For, Show, Suspense } from "solid-js";
import { part } from "../ui/part.js";
import { boundsOf, Spark } from "./Spark.js";
import { DAY, timeOf, type ChartProps } from "./types.js";

const Chart = part(() => import("./Chart.js"));

/** Most rows of a chart's table. */
const ROWS = 60;

/** Lines with their latest value, least and most; at a press with axes, or as a table. What draws axes is loaded at the press. */
export function LazyChart(props: ChartProps) {
  const [open, setOpen] = createSignal(false);
  return (
    <figure class="chart">
      <figcaption>{props.caption}</figcaption>
      <Show when={props.times.length > 1} fallback={<p class="muted">{props.empty}</p>}>
        <Show when={open()} fallback={<Sketch {...props} />}>
          <Suspense fallback={<Sketch {...props} />}><Chart {...props} /></Suspense>
        </Show>
        <button type="button" aria-expanded={open()} onClick={() => setOpen(!open())}>Axes and values</button>
        <details><summary>As a table</summary><Values {...props} /></details>
      </Show>
    </figure>
  );
}

function Sketch(props: ChartProps) {
  const range = (values: readonly bigint[], format: (value: bigint) => string) => {
    const { low, high } = boundsOf(values);
    return `${format(low)} to ${format(high)}`;
  };
  // The last day has its width, too.
  const times = () => (props.bars ? [...props.times, (props.times.at(-1) ?? 0) + DAY] : props.times);
  const points = (values: readonly bigint[]) => times().map((time, index) => ({ time, value: values[index] ?? values.at(-1) ?? 0n }));
  return (
    <>
      <Spark fromZero={props.fromZero} lines={props.lines.map(({ values }) => points(values))} />
      <For each={props.lines}>{({ name, values, format }) => (
        <p class="muted"><span class="key" aria-hidden="true">━</span> {name}: {format(values.at(-1) ?? 0n)} at last, {range(values, format)} since {timeOf(props, props.times[0] ?? 0)}</p>
      )}</For>
    </>
  );
}

/** The latest first; of many, evenly some. */
function Values(props: ChartProps) {
  const rows = () => {
    const step = Math.ceil(props.times.length / ROWS);
    return props.times.map((_, index) => index).filter((index) => (props.times.length - 1 - index) % step === 0).reverse();
  };
  return (
    <div class="table-frame">
      <table>
        <caption class="hidden">{props.caption}</caption>
        <thead><tr><th scope="col">{props.bars ? "Day" : "Time"}</th><For each={props.lines}>{(line) => <th scope="col" class="right">{line.name}</th>}</For></tr></thead>
        <tbody>
          <For each={rows()}>{(index) => (
            <tr>
              <th scope="row">{timeOf(props, props.times[index] ?? 0)}</th>
              <For each={props.lines}>{(line) => <td class="right" data-label={line.name}>{line.format(line.values[index] ?? 0n)}</td>}</For>
            </tr>
          )}</For>
        </tbody>
      </table>
    </div>
  );
}
