// Price and load of a class over time.
import { createMemo, untrack, type Accessor } from "solid-js";
import { useApp, type App } from "../../app.js";
import { loadRows } from "../../chain/archive-files.js";
import { readLoad } from "../../chain/load.js";
import { createPolled } from "../../chain/polled.js";
import { beginning, joinLoads, loadsOf, loadStepFor, type Load, type Loads, type Span } from "../../chain/series.js";
import type { ClassView } from "../../chain/snapshot.js";
import { LazyChart } from "../../chart/LazyChart.js";
import { formatExact, formatPrice } from "../../money/amounts.js";
import { HOUR } from "../../money/ratio.js";
import { archiveOf } from "../shared/archived.js";
import type { Prices } from "../shared/prices.js";
import { Busy } from "../../ui/Busy.js";

/** NET for a GPU-hour, after each trade. */
export function PriceChart(props: { view: ClassView; prices: Prices }) {
  const { net } = useApp();
  const history = createMemo(() => props.prices.of(props.view.pool?.id));
  const points = () => history()?.points ?? [];
  return (
    <LazyChart
      decimals={net.decimals + 18}
      caption={`Price of a GPU-hour, ${net.symbol}${history()?.complete ? ", since the pool began" : ""}`}
      times={points().map(({ time }) => time)}
      lines={[{
        name: "Price", values: points().map(({ price }) => price * HOUR),
        format: (price) => `${formatPrice(price, net.decimals)} ${net.symbol}`,
      }]}
      empty={props.prices.error() ?? (history() ? "There has been no trade yet." : <Busy>Reading the trades…</Busy>)}
    />
  );
}

/** GPUs of a class over time. */
export interface LoadHistory {
  readonly points: Accessor<readonly Load[] | undefined>;
  readonly error: Accessor<string | undefined>;
  /** Whether the older ones are means of hours or days. */
  readonly means: Accessor<boolean>;
  /** Whether there should be an archive, and the class is not in it. */
  readonly indexOnly: Accessor<boolean>;
}

interface LoadsRead {
  readonly points: readonly Load[];
  readonly means: boolean;
  readonly indexOnly: boolean;
}

/** Reads the archive, where there is one, and the node's index for the time since. */
export function createLoads(app: App, id: Accessor<string>, span: Accessor<Span>): LoadHistory {
  const { config, rpc, market } = app;
  const polled = createPolled<LoadsRead, string>(market, () => untrack(async () => {
    const snapshot = market.snapshot();
    if (!snapshot) return { points: [], means: false, indexOnly: false };
    const name = id();
    const past = config.history === null ? undefined : await readArchive(app, name, span(), snapshot.status.time);
    const since = await readLoad(rpc, snapshot, name).catch((error: unknown) => {
      if (!past) throw error;
      return [];
    });
    const points = joinLoads(past?.loads ?? NONE, since, past?.from ?? 0);
    return { points, means: (past?.loads.points.length ?? 0) > 0, indexOnly: config.history !== null && !past };
  }), 30, () => (config.history === null ? id() : `${id()} ${span()}`));
  return {
    points: () => polled.value()?.points,
    error: polled.error,
    means: () => polled.value()?.means ?? false,
    indexOnly: () => polled.value()?.indexOnly ?? false,
  };
}

const NONE: Loads = { points: [], until: 0 };

async function readArchive(app: App, id: string, span: Span, now: number): Promise<{ readonly loads: Loads; readonly from: number } | undefined> {
  const archive = archiveOf(app);
  const cover = await archive?.cover().catch(() => undefined);
  if (!archive || !cover) return undefined;
  const from = beginning(span, now);
  const step = loadStepFor(span, cover, now);
  const found = await loadRows(archive, id, step);
  return found && { loads: loadsOf(found.rows, step, found.cover, from), from };
}

/** GPUs at work, and offered. */
export function LoadChart(props: { loads: LoadHistory }) {
  const points = () => props.loads.points() ?? [];
  const count = (value: bigint) => `${formatExact(value, 3)} GPUs`;
  return (
    <LazyChart
      caption={`GPUs at work, of those offered${props.loads.means() ? ": means, and the latest as they are" : ""}`}
      times={points().map(({ time }) => time)}
      lines={[
        { name: "At work", values: points().map(({ busy }) => busy), format: count },
        { name: "Offered", values: points().map(({ offered }) => offered), format: count },
      ]}
      fromZero decimals={3}
      empty={props.loads.error() ?? (props.loads.points() ? "Nobody has offered a GPU yet, or the node has dropped that time." : <Busy>Reading the events…</Busy>)}
    />
  );
}
