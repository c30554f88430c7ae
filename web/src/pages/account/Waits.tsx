// What is one's own and waits for somebody to end or claim it.
import { createMemo, createSignal, For, Show, untrack } from "solid-js";
import type { jobMarket, leaseMarket, providerRegistry } from "compute-amm";
import { useApp } from "../../app.js";
import type { Holdings } from "../../chain/holdings.js";
import { createPolled, type Polled } from "../../chain/polled.js";
import type { Snapshot } from "../../chain/snapshot.js";
import { formatHours } from "../../money/gpu.js";
import { href } from "../../router.js";
import { amount, execute, type Message } from "../../wallet/messages.js";
import { Net } from "../../ui/Amount.js";
import { Done, type DoneNote } from "../../ui/Done.js";
import { When } from "../../ui/Duration.js";
import { Send } from "../../ui/Send.js";
import { stable } from "../../ui/stable.js";
import { Table, type Column } from "../../ui/Table.js";
import { maybeEarly } from "../shared/deadline.js";
import { STEP, type Followed } from "../shared/open.js";
import { ReadOn } from "../shared/ReadOn.js";
import { sendToken } from "../shared/trade/messages.js";
import { potsOf, type Pot, type Waiting } from "./model.js";
import { readWaiting } from "./reads.js";

const ACTION: Readonly<Record<Waiting["message"], string>> = { timeout_job: "End it", cancel: "Withdraw it", close: "Close it", claim: "Claim" };

export function Waits(props: { snapshot: Snapshot; holdings: Polled<Holdings> }) {
  const { market, rpc, wallet } = useApp();
  const [pages, setPages] = createSignal(STEP);
  const found = createPolled<Followed<Waiting>, string>(market, (height, owner) =>
    untrack(() => readWaiting(rpc, props.snapshot, owner, height, market.now(), pages())), 6, () => wallet.account()?.address);
  const rows = stable(() => found.value()?.found ?? [], ({ kind, id, message, why }) => `${kind} ${id} ${message} ${why}`);
  const [done, setDone] = createSignal<DoneNote | undefined>();
  const pots = createMemo(() => potsOf(props.snapshot.classes, props.holdings.value()?.assets ?? [], props.snapshot.status.time));
  const stablePots = stable(pots, (pot) => `${pot.class} ${pot.account} ${pot.wallet} ${pot.paysAccount} ${pot.open}`);
  const message = (one: Waiting): Message => {
    const { jobMarket: jobs, leaseMarket: leases } = props.snapshot.terms.contracts;
    return one.kind === "job" ? execute<jobMarket.ExecuteMsg>(jobs, one.message === "cancel" ? { cancel_job: { job_id: one.id } } : { timeout_job: { job_id: one.id } })
      : execute<leaseMarket.ExecuteMsg>(leases ?? "", one.message === "claim" ? { claim: { lease_id: one.id } }
        : one.message === "cancel" ? { cancel: { lease_id: one.id } } : { close: { lease_id: one.id } });
  };
  const refresh = () => {
    void found.refresh();
    void props.holdings.refresh();
  };
  const columns: readonly Column<Waiting>[] = [
    { head: "What", main: true, cell: (one) => <a href={href(one.kind === "job" ? "/jobs" : "/leases", one.id)}>{one.kind === "job" ? "Job" : "Lease"} {one.id}</a> },
    { head: "Why", cell: (one) => one.why },
    { head: "Since", right: true, cell: (one) => (one.since >= market.now() || one.message === "claim" ? "now" : <When at={one.since} />) },
    { head: "", cell: (one) => (
      <Send kind="plain" messages={() => [message(one)]}
        onSent={(sent) => { setDone({ text: `${one.kind === "job" ? "Job" : "Lease"} ${one.id}: done. What it paid you is in your account.`, sent }); refresh(); }}>
        {ACTION[one.message]}<span class="hidden"> ({one.kind} {one.id})</span>
      </Send>
    ) },
  ];
  return (
    <Show when={rows().length > 0 || pots().length > 0 || done() || found.value()?.more}>
      <section aria-labelledby="waits">
        <h2 id="waits">What waits for you</h2>
        <Done note={done()} />
        <Show when={rows().length > 0 || pots().length > 0} fallback={<p class="muted">{found.value()?.more ? "Nothing was found yet." : "Nothing waits any more."}</p>}>
          <p>Nobody has done this yet. What it pays comes to the accounts it belongs to.{rows().some(({ sure }) => !sure) ? ` ${maybeEarly(true)}` : ""}</p>
        </Show>
        <Show when={rows().length > 0}><Table caption="Jobs and leases to end" columns={columns} rows={rows()} /></Show>
        <ReadOn more={found.value()?.more} onMore={() => { setPages((before) => before + STEP); void found.refresh(); }} />
        <For each={stablePots()}>{(pot) => <OnePot pot={pot} snapshot={props.snapshot} onSent={refresh} />}</For>
      </section>
    </Show>
  );
}

function OnePot(props: { pot: Pot; snapshot: Snapshot; onSent: () => void }) {
  const total = () => props.pot.paysAccount + props.pot.paysWallet;
  const messages = (): Message[] => {
    const { registry } = props.snapshot.terms.contracts;
    const { class: id, account, wallet, credit } = props.pot;
    return [
      ...(account > 0n ? [execute<providerRegistry.ExecuteMsg>(registry, { claim_pot: { class: id, amount: amount(account), payout: "account" } })] : []),
      ...(wallet > 0n ? [sendToken<providerRegistry.ReceiveMsg>(credit.slice(5), registry, wallet, { claim_pot: { class: id, payout: "account" } })] : []),
    ];
  };
  return (
    <div class="panel">
      <h3>The pot of {props.pot.class}</h3>
      <p>
        The class has ended. Your {formatHours(props.pot.account + props.pot.wallet)} buy no GPU time any more; the pot pays <Net value={total()} exact /> for them, now or at any
        later time.
      </p>
      <Show when={!props.pot.open}><p class="muted">It pays once every debt of the class is collected, which anybody may do.</p></Show>
      <Send disabled={!props.pot.open} onSent={props.onSent} done={`Claimed. The ${useApp().net.symbol} is in your account.`} messages={messages}>Claim the pot</Send>
    </div>
  );
}
