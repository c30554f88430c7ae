// uPlot, in the page's colours. Only in this folder an amount becomes a number: to place a pixel. Ticks and legends are of bigints.
import { createEffect, createSignal, onCleanup, onMount, untrack } from "solid-js";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import "./chart.css";
import { formatDay } from "../money/time.js";
import { theme } from "../ui/ThemeToggle.js";
import { place, shiftOf, tickOf } from "./scale.js";
import { DAY, timeOf, type ChartProps } from "./types.js";

const HEIGHT = 240;

export default function Chart(props: ChartProps) {
  const [width, setWidth] = createSignal(0);
  const [dark, setDark] = createSignal(0);
  let box: HTMLDivElement | undefined;
  let plot: uPlot | undefined;

  onMount(() => {
    const sizes = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    if (box) sizes.observe(box);
    const scheme = matchMedia("(prefers-color-scheme: dark)");
    const turned = () => setDark((count) => count + 1);
    scheme.addEventListener("change", turned);
    onCleanup(() => {
      sizes.disconnect();
      scheme.removeEventListener("change", turned);
      plot?.destroy();
    });
  });

  createEffect(() => {
    // A change of the theme or the width draws anew.
    theme();
    dark();
    const wide = width();
    if (wide === 0 || !box) return;
    const parent = box;
    untrack(() => {
      plot?.destroy();
      plot = new uPlot(optionsOf(props, wide), dataOf(props), parent);
      showLast(plot);
    });
  });
  createEffect(() => {
    const data = dataOf(props);
    untrack(() => {
      plot?.setData(data);
      if (plot) showLast(plot);
    });
  });

  // The text beside it, and the table, say the same.
  return <div ref={box} class="plot" aria-hidden="true" />;
}

function optionsOf(props: ChartProps, width: number): uPlot.Options {
  const style = getComputedStyle(document.documentElement);
  const color = (name: string) => style.getPropertyValue(name).trim();
  const [line, text] = [color("--line"), color("--muted")];
  const colors = props.bars ? [color("--muted"), color("--accent")] : [color("--accent"), color("--muted")];
  // Data may come later, on another scale.
  const shift = () => scaleOf(props);
  const font = `12px ${style.fontFamily || "sans-serif"}`;
  const axis: uPlot.Axis = { stroke: text, font, grid: { stroke: line, width: 1 }, ticks: { stroke: line, width: 1 } };
  return {
    width, height: HEIGHT, legend: { live: true }, cursor: { y: false, points: { size: 7 } },
    hooks: { setCursor: [(plot) => plot.cursor.idx === null && showLast(plot)] },
    scales: { x: props.bars ? DAYS.scale : {}, y: { range: (_, low, high) => range(low, high, props.fromZero ?? false, place(10n ** BigInt(props.decimals), shift())) } },
    axes: [
      { ...axis, space: 72, ...(props.bars ? DAYS.axis : { values: (_, ticks, __, ___, step) => ticks.map((at) => clock(at, step)) }) },
      { ...axis, size: 64, values: (_, ticks) => ticks.map((at) => tickOf(at, shift(), props.decimals)) },
    ],
    series: [
      { label: props.bars ? "Day" : "Time", value: (_, at) => (at === null ? "–" : timeOf(props, at)) },
      ...props.lines.map((one, index): uPlot.Series => ({
        label: one.name, stroke: colors[index % colors.length] ?? text, width: 2, points: { show: false },
        ...(props.bars ? barsOf(index, colors[index % colors.length] ?? text) : steps()),
        value: (_, __, ___, at) => (at === null || at === undefined ? "–" : one.format(props.lines[index]?.values[at] ?? 0n)),
      })),
    ],
  };
}

/** A value stays until the next. */
function steps(): Partial<uPlot.Series> {
  const stepped = uPlot.paths.stepped;
  return stepped ? { paths: stepped({ align: 1 }) } : {};
}

/** Bars of days: each line's in front of, and narrower than, the one's before. */
function barsOf(index: number, fill: string): Partial<uPlot.Series> {
  const bars = uPlot.paths.bars;
  return bars ? { width: 0, fill, paths: bars({ size: [0.8 / 2 ** index, 40 / 2 ** index] }) } : {};
}

/** A day has its room around its beginning, and a tick there. */
const DAYS = {
  scale: { range: (_: uPlot, low: number, high: number): [number, number] => [low - DAY / 2, high + DAY / 2] },
  axis: {
    splits: (plot: uPlot) => {
      const days = Array.from(plot.data[0]);
      const each = Math.ceil(days.length / Math.max(1, Math.floor(plot.width / 72)));
      return days.filter((_, index) => (days.length - 1 - index) % each === 0);
    },
    values: (_: uPlot, ticks: number[]) => ticks.map((at) => formatDay(at / DAY).replace(/ \d+$/, "")),
  },
};

const scaleOf = ({ lines, decimals }: ChartProps) => shiftOf(lines.map(({ values }) => values), decimals);

function dataOf(props: ChartProps): uPlot.AlignedData {
  const shift = scaleOf(props);
  return [[...props.times], ...props.lines.map(({ values }) => values.map((value) => place(value, shift)))];
}

/** `one` is the place of a whole unit: the height of an axis on which all is 0. */
function range(low: number, high: number, fromZero: boolean, one: number): [number, number] {
  const floor = fromZero ? 0 : low;
  const room = (high - floor) * 0.08 || Math.abs(high) * 0.02 || one;
  return [fromZero ? 0 : Math.max(0, floor - room), high + room];
}

/** The legend has the latest values while nothing is pointed at. */
function showLast(plot: uPlot): void {
  plot.setLegend({ idx: plot.data[0].length - 1 }, false);
}

/** A tick of the time axis: of days, or within one. */
function clock(at: number, step: number): string {
  const style: Intl.DateTimeFormatOptions = step >= 86_400 ? { day: "numeric", month: "short" }
    : { hour: "2-digit", minute: "2-digit", ...(step < 60 ? { second: "2-digit" } : {}) };
  return new Intl.DateTimeFormat("en-GB", style).format(new Date(at * 1000));
}
