// NET that earns a part of the revenue: what is staked, what comes to it, and the way in and out.
import "../shared/forms.css";
import { createSignal, Match, Show, Switch } from "solid-js";
import { useApp } from "../../app.js";
import { createPolled } from "../../chain/polled.js";
import { LEAST_EARNING, netFor, sharesOf, stakesOf, STNET, type Stakes } from "../../chain/staking.js";
import { formatShare } from "../../money/amounts.js";
import { formatTime } from "../../money/time.js";
import { href } from "../../router.js";
import { Amount, Net } from "../../ui/Amount.js";
import { Busy } from "../../ui/Busy.js";
import { Notice } from "../../ui/Notice.js";
import { Proof } from "../../ui/Proof.js";
import { Send } from "../../ui/Send.js";
import { Tabs } from "../../ui/Tabs.js";
import { LeaveForm } from "./LeaveForm.js";
import { collect } from "./messages.js";
import { StakeForm } from "./StakeForm.js";

export default function StakePage() {
  const { config, net } = useApp();
  return (
    <>
      <h1>Stake</h1>
      <p class="lead">
        You stake {net.symbol} and hold a receipt, {STNET.symbol}. A part of all revenue makes each receipt redeem for more. You leave at once, whenever you like.
      </p>
      <Show when={config.staking} fallback={<Notice kind="info" title="This page knows no stake pool">The market has none, or its host has not named it.</Notice>}>
        {(contract) => <Pool contract={contract()} />}
      </Show>
    </>
  );
}

function Pool(props: { contract: string }) {
  const app = useApp();
  const stakes = createPolled(app.market, (height) => stakesOf(app, props.contract, height), 6);
  return (
    <>
      <Show when={stakes.error()}>{(why) => <Notice kind="warn" title="The stake pool could not be read">{why()}</Notice>}</Show>
      <Show when={stakes.value()} fallback={<Show when={!stakes.error()}><p class="muted"><Busy>Reading the stake pool…</Busy></p></Show>}>{(now) => (
        <>
          <State contract={props.contract} stakes={now()} onSent={() => void stakes.refresh()} />
          <Own contract={props.contract} stakes={now()} onSent={() => void stakes.refresh()} />
        </>
      )}</Show>
    </>
  );
}

/** A whole receipt, base units. */
const ONE = 10n ** BigInt(STNET.decimals);

function State(props: { contract: string; stakes: Stakes; onSent: () => void }) {
  const { config, net } = useApp();
  return (
    <section aria-labelledby="staked">
      <h2 id="staked">What is staked</h2>
      <dl class="facts">
        <div><dt>One {STNET.symbol} redeems for</dt><dd><Net value={netFor(props.stakes, ONE)} exact usd /></dd></div>
        <div><dt>All stakes</dt><dd><Net value={props.stakes.assets} exact /></dd></div>
        <div><dt>Comes to them</dt><dd>
          <Net value={props.stakes.left} exact /> <Show when={props.stakes.left > 0n}>
            <Show when={props.stakes.shares >= LEAST_EARNING} fallback="once enough is staked">evenly until {formatTime(props.stakes.end)}</Show>
          </Show>
        </dd></div>
        <Show when={props.stakes.receives}><div><dt>Waits at the fee-collector</dt><dd><Net value={props.stakes.waits} exact /></dd></div></Show>
      </dl>
      <Show when={props.stakes.receives} fallback={
        <Notice kind="warn" title="Governance names another recipient">No more revenue comes here. What streams goes on coming, and every stake is redeemed as before.
          <Proof of="the fee-collector" contract={props.stakes.fees} query={{ config: {} }} height={props.stakes.height} />
        </Notice>
      }>
        <p class="muted">
          Anybody can bring what waits; a keeper does. Once it is brought, it comes to all stakes evenly over seven days, together with what is left of earlier
          income. <a href={href("/money")}>Where it comes from</a>.
        </p>
        <Send kind="plain" disabled={props.stakes.waits === 0n} done={props.stakes.shares >= LEAST_EARNING ? "It comes evenly over seven days now." : "It comes evenly over seven days, once enough is staked."} onSent={props.onSent} messages={() => [collect(props.contract)]}>Bring what waits</Send>
        <Proof of="the fee-collector" contract={props.stakes.fees} query={{ balances: {} }} height={props.stakes.height} />
      </Show>
      <p class="muted">
        The contract has no owner and no pause. A stake secures no chain, and nothing slashes it. What {net.symbol} itself is worth can fall; nobody promises an income.
      </p>
      <Show when={config.restaking}>
        <p class="muted">Receipts can also stand behind a provider, for pay and at a risk: see <a href={href("/vaults")}>vaults</a>.</p>
      </Show>
      <Proof of="the stake pool" contract={props.contract} query={{ state: {} }} height={props.stakes.height} />
    </section>
  );
}

function Own(props: { contract: string; stakes: Stakes; onSent: () => void }) {
  const app = useApp();
  const { config, rpc, market, wallet } = app;
  const [tab, setTab] = createSignal<"stake" | "leave">("stake");
  const own = createPolled(market, async (height, owner: string) => {
    const [shares, coins] = await Promise.all([sharesOf(app, props.stakes, owner, height), rpc.balance(owner, config.denom, height)]);
    return { height, shares, coins };
  }, 6, () => wallet.account()?.address);
  const shares = () => own.value()?.shares ?? 0n;
  const onSent = () => { props.onSent(); void own.refresh(); };
  return (
    <section aria-labelledby="own">
      <h2 id="own">Your stake</h2>
      <Show when={own.error()}>{(why) => <Notice kind="warn" title="Your stake could not be read">{why()}</Notice>}</Show>
      <Show when={own.value()}>
        <dl class="facts">
          <div><dt>Your receipts</dt><dd><Amount value={shares()} unit={STNET} exact /></dd></div>
          <div><dt>redeem for</dt><dd><Net value={netFor(props.stakes, shares())} exact usd /></dd></div>
          <div><dt>Your part of all stakes</dt><dd>{formatShare(shares(), props.stakes.shares)}</dd></div>
        </dl>
        <Proof of="the receipt's contract" contract={props.stakes.token} query={{ balance: { address: wallet.account()?.address ?? "" } }} height={own.value()?.height ?? 0} />
      </Show>
      <Tabs label="What to do" tabs={[{ key: "stake", name: "Stake" }, { key: "leave", name: "Leave" }]} chosen={tab()} onChoose={setTab}>
        <Switch>
          <Match when={tab() === "stake"}><StakeForm contract={props.contract} stakes={props.stakes} own={shares()} wallet={own.value()?.coins} onSent={onSent} /></Match>
          <Match when={tab() === "leave"}><LeaveForm contract={props.contract} stakes={props.stakes} own={own.value()?.shares} onSent={onSent} /></Match>
        </Switch>
      </Tabs>
    </section>
  );
}
