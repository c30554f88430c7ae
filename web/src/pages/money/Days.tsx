// What the protocol earned and burned, day by day: out of the archive, and of today by the fee-collector's own answer.
import { createMemo, Show } from "solid-js";
import { useApp } from "../../app.js";
import { daySums, dayOf } from "../../chain/series.js";
import { LazyChart } from "../../chart/LazyChart.js";
import { formatExact } from "../../money/amounts.js";
import { spanOf, todayOf, type WindowName } from "./model.js";
import type { Books, Trail } from "./reads.js";

export function DaysSection(props: { books: Books; trail: Trail | undefined; window: WindowName }) {
  const { net } = useApp();
  const sums = createMemo(() => {
    const days = props.trail?.days;
    if (!days) return [];
    const today = todayOf(props.books.metrics.day);
    // At least a week, as one bar is no chart.
    const from = spanOf(props.window, today.time) ?? dayOf(days.cover.fromTime);
    const week = today.time - 6 * 86_400;
    return daySums(days.rows, days.cover, from < week ? from : week, today);
  });
  const format = (value: bigint) => `${formatExact(value, net.decimals)} ${net.symbol}`;
  return (
    <Show when={props.trail?.days}>
      <section>
        <h2>Day by day</h2>
        <p>
          What the protocol earned on each day (UTC), and what it burned, which may be revenue of days before. Lost bonds and gifts burn, too, and
          are no revenue.
        </p>
        <LazyChart
          caption={`Revenue and burns by day, ${net.symbol}`} bars fromZero decimals={net.decimals}
          times={sums().map(({ time }) => time)}
          lines={[
            { name: "Revenue", values: sums().map(({ revenue }) => revenue), format },
            { name: "Burned", values: sums().map(({ burned }) => burned), format },
          ]}
          empty="The first day is not over yet."
        />
      </section>
    </Show>
  );
}
