// Who provides a class, its standard jobs, and its terms.
import { text, toBigInt, type providerRegistry } from "compute-amm";
import { Show } from "solid-js";
import { useApp } from "../../app.js";
import type { ClassView } from "../../chain/snapshot.js";
import { ATOMICS, HOUR } from "../../money/ratio.js";
import { formatBps, formatMultiplier, formatShort, formatWhole } from "../../money/amounts.js";
import { formatDuration } from "../../money/time.js";
import { Address, shorten } from "../../ui/Address.js";
import { Net, NetPrice } from "../../ui/Amount.js";
import { Busy } from "../../ui/Busy.js";
import { Copy } from "../../ui/Copy.js";
import { Duration, Time } from "../../ui/Duration.js";
import { Table, type Column } from "../../ui/Table.js";
import { gpuHours } from "../shared/class-figures.js";

type Row = providerRegistry.PositionResponse & { readonly now: number };

const PROVIDERS: readonly Column<Row>[] = [
  { head: "Provider", main: true, cell: (row) => <Address address={row.provider} /> },
  { head: "Free now", right: true, cell: (row) => formatWhole(row.now) },
  { head: "At work", right: true, cell: (row) => `${formatWhole(row.busy)} of ${formatWhole(row.gpus)}` },
  { head: "Reputation", right: true, cell: (row) => formatBps(row.reputation_bps) },
  { head: "Owes", right: true, cell: (row) => <>{formatShort(gpuHours(toBigInt(row.open) + toBigInt(row.called)), 6, 4)} <span class="unit">GPU-hours</span></> },
  { head: "Bond", right: true, cell: (row) => <Net value={toBigInt(row.bond)} /> },
];

export function ProvidersSection(props: { view: ClassView }) {
  const { config } = useApp();
  const rows = (): Row[] => {
    const free = new Map((props.view.available ?? []).map(({ provider, gpus }) => [provider, gpus]));
    const offering = (props.view.positions ?? []).filter(({ gpus }) => gpus > 0);
    return offering.map((one) => ({ ...one, now: free.get(one.provider) ?? 0 })).sort((a, b) => b.now - a.now);
  };
  return (
    <section>
      <h2>Who provides it</h2>
      <Table caption="Providers of this class" columns={PROVIDERS} rows={rows()} empty={props.view.positions ? "Nobody offers a GPU of this class." : <Busy>Reading the providers…</Busy>} />
      <Show when={props.view.partial}><p class="muted">There are more: not all were read.</p></Show>
      <Show when={config.restaking}><p class="muted">Others' stake can stand behind them: see the <a href={`#/vaults?class=${encodeURIComponent(props.view.id)}`}>vaults of this class</a>.</p></Show>
    </section>
  );
}

type Template = NonNullable<ClassView["templates"]>[number];

export function StandardSection(props: { view: ClassView }) {
  const { market } = useApp();
  const method = (id: number) => market.snapshot()?.terms.methods.find((one) => one.method === id)?.params.name ?? `method ${id}`;
  const columns: readonly Column<Template>[] = [
    { head: "Template", main: true, cell: (row) => `No. ${row.template}` },
    { head: "Program", cell: (row) => <span class="address"><code title={text(row.terms.program)}>{shorten(text(row.terms.program), 8, 4)}</code><Copy text={text(row.terms.program)} what="digest" /></span> },
    { head: "How long", right: true, cell: ({ terms }) => `${formatDuration(terms.unit_seconds * terms.min_units)} to ${formatDuration(terms.unit_seconds * terms.max_units)}` },
    { head: "GPUs", right: true, cell: () => formatWhole(props.view.occupancy?.terms.standard_gpus ?? 1) },
    { head: "Verified by", cell: (row) => method(row.terms.method) },
  ];
  return (
    <section>
      <h2>Standard jobs</h2>
      <p class="muted">If nobody takes one of these in time, a provider that owes GPU time must serve it, or pay for it.</p>
      <Table caption="Standard jobs of this class" columns={columns} rows={props.view.templates ?? []} empty={props.view.templates ? "Governance has set none for this class." : <Busy>Reading…</Busy>} />
    </section>
  );
}

export function TermsSection(props: { view: ClassView }) {
  const { market, net } = useApp();
  const leases = () => market.snapshot()?.terms.leases?.params;
  const params = () => props.view.entry.params;
  return (
    <section>
      <h2>Terms</h2>
      <div class="pair">
        <dl class="bill">
          <Show when={props.view.occupancy?.terms.take}>{(take) => (
            <>
              <div><dt>Fee of a job, without load</dt><dd>{formatBps(take().base_bps)}</dd></div>
              <div><dt>… at most</dt><dd>{formatBps((BigInt(take().base_bps) * BigInt(take().max_multiplier_bps)) / 10_000n)} ({formatMultiplier(take().max_multiplier_bps)})</dd></div>
              <div><dt>Full load raises it by an eighth in</dt><dd><Duration seconds={take().window} /></dd></div>
            </>
          )}</Show>
          <Show when={props.view.lease?.terms}>{(lease) => (
            <>
              <div><dt>Fee of a lease</dt><dd>{formatBps(lease().take_bps)}</dd></div>
              <div><dt>A provider may end a lease</dt><dd>{lease().interruptible ? "with 120 s notice, at no cost" : "at the cost of its pledge"}</dd></div>
            </>
          )}</Show>
          <Show when={leases()}>{(lease) => (
            <>
              <div><dt>A lease starts within</dt><dd><Duration seconds={lease().start_within} /></dd></div>
              <div><dt>Least that a lease costs, if it is closed at once</dt><dd><Duration seconds={lease().minimum} /></dd></div>
            </>
          )}</Show>
        </dl>
        <dl class="bill">
          <div><dt>{net.symbol} locked behind a new credit</dt><dd>{formatBps(params().coverage_bps)} of its price</dd></div>
          <div><dt>A GPU may owe work of at most</dt><dd><Duration seconds={params().horizon} /></dd></div>
          <div><dt>Least price that a credit is backed at <small>an hour</small></dt><dd><NetPrice atomics={toBigInt(params().price_init) * HOUR * ATOMICS} /></dd></div>
          <div><dt>Owed by providers</dt><dd>{formatShort(gpuHours(toBigInt(props.view.entry.owed)), 6, 4)} <span class="unit">GPU-hours</span></dd></div>
          <div><dt>Credit token</dt><dd><Address address={props.view.entry.credit} /></dd></div>
          <Show when={props.view.entry.sunset}>{(sunset) => <div><dt>The class ends</dt><dd><Time at={sunset().at} /></dd></div>}</Show>
        </dl>
      </div>
    </section>
  );
}
