// Stake behind a provider: the vaults of a class, and the way in and out of one.
import "../shared/forms.css";
import "../shared/work.css";
import { createMemo, createSignal, Show } from "solid-js";
import { useApp } from "../../app.js";
import { createPolled } from "../../chain/polled.js";
import { whole } from "../../chain/rpc.js";
import { worded } from "../../chain/staking.js";
import { readVaults, vaultTermsOf, type VaultTerms } from "../../chain/vaults.js";
import { go, href, search } from "../../router.js";
import { Busy } from "../../ui/Busy.js";
import { Select } from "../../ui/Field.js";
import { Notice } from "../../ui/Notice.js";
import { VaultList } from "./List.js";
import { addressOf } from "../shared/vaults/model.js";
import { VaultView } from "./View.js";

export default function VaultsPage() {
  const { config, net } = useApp();
  return (
    <>
      <h1>Vaults</h1>
      <p class="lead">
        A vault stands behind one provider in one class. You deposit {net.symbol} or another listed asset and hold its receipt. If the provider is proven to have cheated on a job
        that the vault backs, a part of it, or all of it, burns together with the provider's own lock. Nobody is paid from it.
      </p>
      <Show when={config.restaking} fallback={<Notice kind="info" title="This page knows no vaults">The market has none, or its host has not named their contract.</Notice>}>
        {(contract) => <Vaults contract={contract()} />}
      </Show>
    </>
  );
}

function Vaults(props: { contract: string }) {
  const app = useApp();
  const terms = createPolled(app.market, (height) => vaultTermsOf(app, props.contract, height), 30);
  return (
    <>
      <Show when={terms.error()}>{(why) => <Notice kind="warn" title="The vaults could not be read">{why()}</Notice>}</Show>
      <Show when={terms.value()} fallback={<Show when={!terms.error()}><p class="muted"><Busy>Reading the vaults…</Busy></p></Show>}>{(now) => <Listed contract={props.contract} terms={now()} />}</Show>
    </>
  );
}

function Listed(props: { contract: string; terms: VaultTerms }) {
  const app = useApp();
  const { market, rpc } = app;
  const [pages, setPages] = createSignal(1);
  const classes = () => market.snapshot()?.classes ?? [];
  const view = createMemo(() => classes().find(({ id }) => id === search()["class"]) ?? classes()[0]);
  const provider = createMemo(() => search()["provider"]);
  const vaults = createPolled(market, (height, key: string) => {
    const [name = "", count = ""] = key.split(" ");
    return worded(app, readVaults(rpc, props.contract, name, height, whole(count)));
  }, 6, () => view() && `${view()!.id} ${pages()}`);
  return (
    <>
      <div class="form">
        <Select label="Hardware class" value={view()?.id ?? ""} onChange={(name) => { setPages(1); go(addressOf(name)); }} options={classes().map(({ id }) => ({ value: id, label: id }))} />
      </div>
      <section aria-labelledby="vaults">
        <h2 id="vaults">Vaults in {view()?.id}</h2>
        <Show when={vaults.error()}>{(why) => <Notice kind="warn" title="The vaults could not be read">{why()}</Notice>}</Show>
        <Show when={vaults.value()} fallback={<Show when={!vaults.error()}><p class="muted"><Busy>Reading the vaults…</Busy></p></Show>}>{(now) => (
          <>
            <VaultList vaults={now().found} terms={props.terms} view={view()} chosen={provider()} />
            <Show when={now().more}><p><button type="button" onClick={() => setPages((before) => before + 1)}>Show more vaults</button></p></Show>
          </>
        )}</Show>
        <p class="muted">A provider opens a vault on the page <a href={href("/provide")}>Provide</a>. Its own bond is not in it, and what cheating costs a provider is its own lock.</p>
      </section>
      <Show when={view() && provider()} keyed>{(of) => (
        <Show when={view()?.id} keyed>{(name) => <VaultView contract={props.contract} terms={props.terms} provider={of} class={name} onSent={() => void vaults.refresh()} />}</Show>
      )}</Show>
    </>
  );
}
