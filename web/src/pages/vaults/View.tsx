// One vault: what is in it, what can become of it, what of it is one's own.
import { createEffect, createMemo, createSignal, Match, on, Show, Switch } from "solid-js";
import { toBigInt } from "compute-amm";
import { useApp } from "../../app.js";
import { createPolled } from "../../chain/polled.js";
import { worded } from "../../chain/staking.js";
import { inWallet, readOwn, readVaultIfAny, RECEIPT, vaultUnit, worthOf, type Vault, type VaultTerms } from "../../chain/vaults.js";
import { formatShare } from "../../money/amounts.js";
import { Address } from "../../ui/Address.js";
import { Amount, Net } from "../../ui/Amount.js";
import { Busy } from "../../ui/Busy.js";
import { Notice } from "../../ui/Notice.js";
import { Proof } from "../../ui/Proof.js";
import { Tabs } from "../../ui/Tabs.js";
import { Cranks } from "./Cranks.js";
import { DepositForm } from "./DepositForm.js";
import { ExitForm } from "./ExitForm.js";
import { FundForm } from "../shared/vaults/FundForm.js";
import { Stream } from "../shared/vaults/Stream.js";
import { Risks } from "./Risks.js";
import { Tickets } from "./Tickets.js";

/** A vault of which one knows the address; `onSent` is called once something of it has changed. */
export function VaultView(props: { contract: string; terms: VaultTerms; provider: string; class: string; onSent: () => void }) {
  const app = useApp();
  const { market, rpc, wallet } = app;
  const of = { provider: props.provider, class: props.class };
  const read = (height: number) => worded(app, readVaultIfAny(rpc, props.contract, of, height));
  const vault = createPolled(market, read, 3);
  const own = createPolled(market, async (height, owner: string) => {
    const now = await read(height);
    if (!now) return undefined;
    const [part, coins] = await worded(app, Promise.all([readOwn(rpc, props.contract, now, owner), inWallet(rpc, now.asset, owner, height)]));
    return { ...part, coins };
  }, 3, () => wallet.account()?.address);
  const onSent = () => { void vault.refresh(); void own.refresh(); props.onSent(); };
  let heading: HTMLHeadingElement | undefined;
  // Whoever chose it in the list above finds it below.
  createEffect(on(() => Boolean(vault.value()), (there) => there && heading?.scrollIntoView({ block: "nearest" })));
  return (
    <>
      <Show when={vault.error()}>{(why) => <Notice kind="warn" title="The vault could not be read">{why()}</Notice>}</Show>
      <Show when={vault.value()} fallback={
        <Show when={vault.value() !== null} fallback={<Notice kind="info" title="There is no such vault">Its provider has opened none in this class.</Notice>}>
          <Show when={!vault.error()}><p class="muted"><Busy>Reading the vault…</Busy></p></Show>
        </Show>
      }>{(now) => (
        <>
          <section aria-labelledby="vault">
            <h2 id="vault" ref={heading}>The vault</h2>
            <Facts vault={now()} terms={props.terms} />
            <Cranks contract={props.contract} vault={now()} onSent={onSent} />
            <Proof of="the vaults' contract" contract={props.contract} query={{ vault: of }} height={now().height} />
          </section>
          <section aria-labelledby="own">
            <h2 id="own">Your part</h2>
            <Show when={own.error()}>{(why) => <Notice kind="warn" title="Your part could not be read">{why()}</Notice>}</Show>
            <Show when={own.value()}>{(mine) => (
              <>
                <dl class="facts">
                  <div><dt>Your receipts</dt><dd><Amount value={mine().shares} unit={RECEIPT} exact /></dd></div>
                  <div><dt>are worth now</dt><dd><Amount value={worthOf(now(), mine().shares)} unit={vaultUnit(app, props.terms, now().asset)} exact /></dd></div>
                  <div><dt>Your part of the vault</dt><dd>{formatShare(mine().shares, now().shares)}</dd></div>
                </dl>
                <Tickets contract={props.contract} vault={now()} asset={vaultUnit(app, props.terms, now().asset)} tickets={mine().tickets} onSent={onSent} />
              </>
            )}</Show>
            <Ways contract={props.contract} terms={props.terms} vault={now()} own={own.value()} onSent={onSent} />
          </section>
        </>
      )}</Show>
    </>
  );
}

function Facts(props: { vault: Vault; terms: VaultTerms }) {
  const app = useApp();
  const { market } = app;
  const asset = () => vaultUnit(app, props.terms, props.vault.asset);
  const position = () => market.snapshot()?.classes.find(({ id }) => id === props.vault.class)?.positions?.find(({ provider }) => provider === props.vault.provider);
  const left = () => props.vault.leaving + props.vault.leavingBefore;
  const listed = () => props.terms.assets.find(({ key }) => key === props.vault.asset)?.listed ?? false;
  return (
    <>
      <Show when={!listed()}>
        <Notice kind="warn" title={`Governance has taken ${asset().symbol} off the list`}>The vault takes no deposits and backs no new jobs. Exits go on as before.</Notice>
      </Show>
      <dl class="facts">
        <div><dt>Provider</dt><dd><Address address={props.vault.provider} /></dd></div>
        <div><dt>Its own bond in {props.vault.class}</dt><dd><Show when={position()} fallback="–">{(one) => <><Net value={toBigInt(one().bond)} exact />, of which jobs and leases lock <Net value={toBigInt(one().locked)} exact /></>}</Show></dd></div>
        <div><dt>Staked here</dt><dd><Amount value={props.vault.assets} unit={asset()} exact /></dd></div>
        <div><dt>Backs jobs that run</dt><dd><Amount value={props.vault.backed} unit={asset()} exact /></dd></div>
        <div><dt>Free for new jobs</dt><dd><Amount value={props.vault.free} unit={asset()} exact /></dd></div>
        <Show when={left() > 0n}><div><dt>Waits to leave</dt><dd><Amount value={left()} unit={asset()} exact /></dd></div></Show>
        <div><dt>Burned so far</dt><dd><Amount value={props.vault.burned} unit={asset()} exact /></dd></div>
        <div><dt>Comes to the stakes</dt><dd><Stream vault={props.vault} asset={asset()} /></dd></div>
      </dl>
    </>
  );
}

type Way = "deposit" | "leave" | "pay";
const WAYS: readonly { readonly key: Way; readonly name: string }[] = [
  { key: "deposit", name: "Deposit" }, { key: "leave", name: "Leave" }, { key: "pay", name: "Pay the stakes" },
];

function Ways(props: { contract: string; terms: VaultTerms; vault: Vault; own: { readonly shares: bigint; readonly coins: bigint } | undefined; onSent: () => void }) {
  const app = useApp();
  const [way, setWay] = createSignal<Way>("deposit");
  const asset = createMemo(() => vaultUnit(app, props.terms, props.vault.asset));
  return (
    <Tabs label="What to do" tabs={WAYS} chosen={way()} onChoose={setWay}>
      <Switch>
        <Match when={way() === "deposit"}>
          <Risks />
          <DepositForm contract={props.contract} vault={props.vault} terms={props.terms} asset={asset()} own={props.own} onSent={props.onSent} />
        </Match>
        <Match when={way() === "leave"}><ExitForm contract={props.contract} vault={props.vault} asset={asset()} own={props.own?.shares} onSent={props.onSent} /></Match>
        <Match when={way() === "pay"}><FundForm contract={props.contract} vault={props.vault} asset={asset()} wallet={props.own?.coins} onSent={props.onSent} /></Match>
      </Switch>
    </Tabs>
  );
}
