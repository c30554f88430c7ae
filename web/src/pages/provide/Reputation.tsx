// Reputation over time, out of events.
import { createMemo, Show } from "solid-js";
import { toBigInt } from "compute-amm";
import { useApp } from "../../app.js";
import { createPolled } from "../../chain/polled.js";
import { LazyChart } from "../../chart/LazyChart.js";
import { formatBps } from "../../money/amounts.js";
import { Notice } from "../../ui/Notice.js";
import type { Providing } from "./context.js";
import { readMarks, score, type Mark } from "./earnings.js";

export function Reputation({ providing }: { providing: Providing }) {
  const { market, rpc, wallet } = useApp();
  const prior = () => {
    const { reputation_a, reputation_b, reputation_lambda } = providing.snapshot.terms.registry.params;
    return { a: toBigInt(reputation_a), b: toBigInt(reputation_b), lambda: reputation_lambda };
  };
  const found = createPolled<{ marks: Mark[]; more: boolean }, string>(market, (_, key) => {
    const [provider = "", id = ""] = key.split("|");
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
          lines={[{ name: "Reputation", decimals: 2, values: points().map(({ bps }) => BigInt(bps)), format: (bps) => formatBps(bps) }]} />
      </Show>
    </section>
  );
}
