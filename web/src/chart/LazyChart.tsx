import { For, lazy, Show, Suspense } from "solid-js";
import { createNear } from "../ui/near.js";
import { timeOf, type ChartProps } from "./types.js";

const Chart = lazy(() => import("./Chart.js"));

/** Most rows of a chart's table. */
const ROWS = 60;

/** A chart, loaded when it comes into view, and the same as a table. */
export function LazyChart(props: ChartProps) {
  const { near, watch } = createNear();
  return (
    <figure class="chart">
      <figcaption>{props.caption}</figcaption>
      <div ref={watch} class="chart-frame" aria-hidden="true">
        <Show when={near() && props.times.length > 1} fallback={<p class="muted">{props.times.length > 1 ? "" : props.empty}</p>}>
          <Suspense><Chart {...props} /></Suspense>
        </Show>
      </div>
      <Show when={props.times.length > 1}><details><summary>As a table</summary><Values {...props} /></details></Show>
    </figure>
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
