// Reputation over time, and how work ended: out of the archive where there is one, else of events.
import { createMemo, For, Show } from "solid-js";
import { toBigInt } from "compute-amm";
import { useApp } from "../../app.js";
import { endRows, MOST_ENDS } from "../../chain/archive-files.js";
import { createPolled } from "../../chain/polled.js";
import { LazyChart } from "../../chart/LazyChart.js";
import { formatBps, formatWhole } from "../../money/amounts.js";
import { IndexOnly } from "../../ui/IndexOnly.js";
import { Notice } from "../../ui/Notice.js";
import { archiveOf } from "../shared/archived.js";
import type { Providing } from "./context.js";
import { HOW } from "./how.js";
import { archivedMarks, readMarks, score, type Mark } from "./earnings.js";

interface Found {
  readonly marks: readonly Mark[];
  /** Whether the oldest are missing. */
  readonly more: boolean;
  /** How often work ended how: only of the archive. */
  readonly ends?: readonly (readonly [string, number])[];
}

export function Reputation({ providing }: { providing: Providing }) {
  const app = useApp();
  const { config, market, rpc, wallet } = app;
  const prior = () => {
    const { reputation_a, reputation_b, reputation_lambda } = providing.snapshot.terms.registry.params;
    return { a: toBigInt(reputation_a), b: toBigInt(reputation_b), lambda: reputation_lambda };
  };
  const found = createPolled<Found, string>(market, async (_, key) => {
    const [provider = "", id = ""] = key.split("|");
    const archive = archiveOf(app);
    const file = archive && await endRows(archive, provider);
    if (file) return { ...archivedMarks(file.rows, id), more: !file.cover.whole || file.rows.length >= MOST_ENDS };
    return readMarks(rpc, providing.snapshot.terms.contracts.registry, provider, id, prior());
  }, 20, () => (wallet.account() ? `${wallet.account()?.address}|${providing.view.id}` : undefined));
  // The latest point is the registry's own answer, now.
  const points = createMemo(() => {
    const marks = found.value()?.marks ?? [];
    const first = marks[0];
    // Before the first change it was a newcomer's.
    const before = first && !found.value()?.more ? [{ time: first.time - 60, bps: score(0n, 0n, prior()) }] : [];
    return [...before, ...marks, { time: providing.snapshot.status.time, bps: providing.position.reputationBps }];
  });
  return (
    <section aria-labelledby="reputation">
      <h2 id="reputation">Reputation in {providing.view.id}</h2>
      <p>
        It is {formatBps(providing.position.reputationBps)} now. Each job and lease that ends well raises it by its take; fraud lowers it by {providing.snapshot.terms.registry.params.reputation_lambda} times
        the take, a late result or an unserved call by a quarter of that. Good is forgotten by half in 30 days, bad in 90.
      </p>
      <Show when={found.error()}>{(why) => <Notice kind="info" title="Its past is not known">{why()}</Notice>}</Show>
      <Show when={found.value()}>
        <LazyChart caption="Reputation after each change, percent" times={points().map(({ time }) => time)} empty="Nothing has changed it yet."
          decimals={2} lines={[{ name: "Reputation", values: points().map(({ bps }) => BigInt(bps)), format: (bps) => formatBps(bps) }]} />
        <Show when={found.value()?.ends?.length}><Ends ends={found.value()?.ends ?? []} more={found.value()?.more ?? false} /></Show>
        <IndexOnly when={config.history !== null && !found.value()?.ends && points().length > 1} />
      </Show>
    </section>
  );
}

function Ends(props: { ends: readonly (readonly [string, number])[]; more: boolean }) {
  const all = () => props.ends.reduce((sum, [, count]) => sum + count, 0);
  return (
    <p>
      How its {props.more ? "newest " : ""}{formatWhole(all())} jobs and leases in this class ended:{" "}
      <For each={props.ends}>{([what, count], index) => <>{index() > 0 ? "; " : ""}{HOW[what]?.[0] ?? what}, {formatWhole(count)}</>}</For>.
    </p>
  );
}
