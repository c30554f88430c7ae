// What one holds, in the wallet and in the pool contract, and what one can do with it.
import "../shared/forms.css";
import { createMemo, createSignal, Match, Show, Switch } from "solid-js";
import { useApp } from "../../app.js";
import type { Holding } from "../../chain/holdings.js";
import { createPolled } from "../../chain/polled.js";
import type { Pool } from "../../chain/pools.js";
import type { Snapshot } from "../../chain/snapshot.js";
import { netFor, sharesOf, stakesOf, STNET } from "../../chain/staking.js";
import { formatShare } from "../../money/amounts.js";
import { href } from "../../router.js";
import { WALLET_NAMES } from "../../wallet/wallet.js";
import { Address } from "../../ui/Address.js";
import { Amount, Net } from "../../ui/Amount.js";
import { Busy } from "../../ui/Busy.js";
import { Folded } from "../../ui/Folded.js";
import { Notice } from "../../ui/Notice.js";
import { part } from "../../ui/part.js";
import { Table, type Column } from "../../ui/Table.js";
import { Tabs } from "../../ui/Tabs.js";
import { Allowances } from "./Allowances.js";
import { DevnetKey } from "./DevnetKey.js";
import { inNet } from "./model.js";
import { MoveForm, type Move } from "./MoveForm.js";
import { Waits } from "./Waits.js";
import { createHoldings } from "../shared/holdings.js";
import { pairName, SHARES } from "../shared/pool-names.js";

// Loaded when somebody opens it.
const InVaults = part(() => import("./InVaults.js"));

export default function AccountPage() {
  const { market, wallet, askWallet } = useApp();
  return (
    <>
      <h1>Account</h1>
      <p class="lead">
        What you hold lies in your wallet, or in your account in the pool contract. Refunds, payouts and damages come to the account; jobs, swaps and bonds can be
        paid from it for less gas.
      </p>
      <Show when={wallet.account()} fallback={
        <Notice kind="info" title="No wallet is connected" action={{ label: "Connect a wallet", run: askWallet }}>Connect one to see what it holds.</Notice>
      }>
        <Show when={market.snapshot()} fallback={<p class="muted"><Busy>Reading the market…</Busy></p>}>{(snapshot) => <Account snapshot={snapshot()} />}</Show>
      </Show>
    </>
  );
}

const MOVES: readonly { readonly key: Move; readonly name: string }[] = [
  { key: "deposit", name: "Deposit" }, { key: "withdraw", name: "Withdraw" }, { key: "transfer", name: "Transfer" },
];

function Account(props: { snapshot: Snapshot }) {
  const app = useApp();
  const { unit, wallet, net } = app;
  const holdings = createHoldings(app);
  const [move, setMove] = createSignal<Move>("deposit");
  const worth = (key: string, amount: bigint) => inNet(props.snapshot.pools, props.snapshot.terms.networkDenom, key, amount);
  const columns: readonly Column<Holding>[] = [
    { head: "Asset", main: true, cell: ({ key, listed }) => <span title={key}>{unit(key).symbol}<Show when={!listed}> <span class="tag" data-kind="warn">delisted</span></Show></span> },
    { head: "In the wallet", right: true, cell: ({ key, wallet: amount }) => <Amount value={amount} unit={unit(key)} digits={9} /> },
    { head: "In the account", right: true, cell: ({ key, account }) => <Amount value={account} unit={unit(key)} digits={9} /> },
    { head: "Worth together", right: true, cell: ({ key, wallet: amount, account }) => (
      <Show when={worth(key, amount + account) !== null} fallback="–"><Net value={worth(key, amount + account) ?? 0n} usd /></Show>
    ) },
  ];
  const shares = createMemo(() => props.snapshot.pools.filter(({ id }) => (holdings.value()?.shares.get(id) ?? 0n) > 0n));
  const shareOf = ({ id }: Pool) => holdings.value()?.shares.get(id) ?? 0n;
  const shareColumns: readonly Column<Pool>[] = [
    { head: "Pool", main: true, cell: (one) => <a href={href("/liquidity", one.id)}>{pairName(one, unit)}</a> },
    { head: "LP shares in the wallet", right: true, cell: (one) => <Amount value={shareOf(one)} unit={SHARES} /> },
    { head: "Share of the pool", right: true, cell: (one) => formatShare(shareOf(one), one.lpSupply) },
  ];
  return (
    <>
      <dl class="facts">
        <div><dt>Wallet</dt><dd>{WALLET_NAMES[wallet.account()?.kind ?? "devnet"]}<Show when={wallet.account()?.name}>{(name) => `, ${name()}`}</Show></dd></div>
        <div><dt>Address</dt><dd><Address address={wallet.account()?.address ?? ""} /></dd></div>
      </dl>
      <Show when={wallet.account()?.kind === "devnet"}><DevnetKey name={wallet.account()?.name ?? ""} /></Show>
      <Waits snapshot={props.snapshot} holdings={holdings} />
      <section aria-labelledby="balances">
        <h2 id="balances">Balances</h2>
        <Show when={holdings.error()}>{(why) => <Notice kind="warn" title="Balances could not be read">{why()}</Notice>}</Show>
        <Show when={holdings.value()} fallback={<p class="muted"><Busy>Reading…</Busy></p>}>{(found) => (
          <Table caption="Balances" columns={columns} rows={found().assets} empty="The market lists no asset." />
        )}</Show>
        <Show when={app.config.staking}>{(contract) => <Staked contract={contract()} />}</Show>
        <Show when={app.config.restaking}>{(contract) => <Folded summary="Stakes in vaults"><InVaults contract={contract()} /></Folded>}</Show>
        <Show when={shares().length > 0}><Table caption="LP shares" showCaption columns={shareColumns} rows={shares()} /></Show>
        <p class="muted">Worth at the spot price of the deepest pool with {net.symbol}, and no more than it holds; a sale brings less, by the fee and the price impact.</p>
      </section>
      <section aria-labelledby="move">
        <h2 id="move">Move</h2>
        <Tabs label="What to do" tabs={MOVES} chosen={move()} onChoose={setMove}>
          <Switch>
            <Match when={move() === "deposit"}><MoveForm move="deposit" snapshot={props.snapshot} holdings={holdings} /></Match>
            <Match when={move() === "withdraw"}><MoveForm move="withdraw" snapshot={props.snapshot} holdings={holdings} /></Match>
            <Match when={move() === "transfer"}><MoveForm move="transfer" snapshot={props.snapshot} holdings={holdings} /></Match>
          </Switch>
        </Tabs>
      </section>
      <Allowances snapshot={props.snapshot} holdings={holdings} />
    </>
  );
}

/** Also where it is none: so one finds how to stake. */
function Staked(props: { contract: string }) {
  const app = useApp();
  const own = createPolled(app.market, async (height, owner: string) => {
    const stakes = await stakesOf(app, props.contract, height);
    const shares = await sharesOf(app, stakes, owner, height);
    return { shares, worth: netFor(stakes, shares) };
  }, 6, () => app.wallet.account()?.address);
  return (
    <>
      <Show when={own.error()}>{(why) => <Notice kind="warn" title="Your stake could not be read">{why()}</Notice>}</Show>
      <Show when={own.value()} fallback={<Show when={!own.error()}><p class="muted"><Busy>Reading…</Busy></p></Show>}>{(found) => (
        <dl class="facts">
          <div><dt>Staked</dt><dd><Amount value={found().shares} unit={STNET} exact />, which redeem for <Net value={found().worth} exact usd />. <a href={href("/stake")}>Stake or leave</a></dd></div>
        </dl>
      )}</Show>
    </>
  );
}
