import { createMemo, untrack } from "solid-js";
import { useApp } from "../app.js";
import { readLoad } from "../chain/load.js";
import { createPolled } from "../chain/polled.js";
import type { ClassView } from "../chain/snapshot.js";
import { LazyChart } from "../chart/LazyChart.js";
import { formatPrice, formatWhole } from "../money/amounts.js";
import { HOUR } from "../money/ratio.js";
import type { Prices } from "./prices.js";

/** NET for a GPU-hour, after each trade. */
export function PriceChart(props: { view: ClassView; prices: Prices }) {
  const { net } = useApp();
  const history = createMemo(() => props.prices.of(props.view.pool?.id));
  const points = () => history()?.points ?? [];
  return (
    <LazyChart
      caption={`Price of a GPU-hour, ${net.symbol}${history()?.complete ? ", since the pool began" : ""}`}
      times={points().map(({ time }) => time)}
      lines={[{
        name: "Price", values: points().map(({ price }) => price * HOUR), decimals: net.decimals + 18,
        format: (price) => `${formatPrice(price, net.decimals)} ${net.symbol}`,
      }]}
      empty={props.prices.error() ?? (history() ? "There has been no trade yet." : "Reading the trades…")}
    />
  );
}

/** GPUs at work, and offered. */
export function LoadChart(props: { view: ClassView }) {
  const { rpc, market } = useApp();
  const load = createPolled(market, async (_, id: string) => {
    const snapshot = untrack(market.snapshot);
    return snapshot ? readLoad(rpc, snapshot, id) : [];
  }, 30, () => props.view.id);
  const points = () => load.value() ?? [];
  const count = (value: bigint) => `${formatWhole(value)} GPUs`;
  return (
    <LazyChart
      caption="GPUs at work, of those offered"
      times={points().map(({ time }) => time)}
      lines={[
        { name: "At work", values: points().map(({ busy }) => BigInt(busy)), decimals: 0, format: count },
        { name: "Offered", values: points().map(({ offered }) => BigInt(offered)), decimals: 0, format: count },
      ]}
      fromZero
      empty={load.error() ?? (load.value() ? "Nobody has offered a GPU yet, or the node has dropped that time." : "Reading the events…")}
    />
  );
}
