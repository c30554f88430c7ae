// A provider's vault in a class: opened, paid for, looked at. Loaded when somebody opens it.
import { createSignal, Show } from "solid-js";
import { useApp } from "../../app.js";
import { createPolled } from "../../chain/polled.js";
import { worded } from "../../chain/staking.js";
import { inWallet, readVaultIfAny, vaultTermsOf, vaultUnit, type Vault, type VaultTerms } from "../../chain/vaults.js";
import { Amount } from "../../ui/Amount.js";
import { Busy } from "../../ui/Busy.js";
import { Done, type DoneNote } from "../../ui/Done.js";
import { Select } from "../../ui/Field.js";
import { Notice } from "../../ui/Notice.js";
import { Send } from "../../ui/Send.js";
import type { Sent } from "../../wallet/send.js";
import { FundForm } from "../shared/vaults/FundForm.js";
import { createVault } from "../shared/vaults/messages.js";
import { addressOf } from "../shared/vaults/model.js";
import { Stream } from "../shared/vaults/Stream.js";
import type { Providing } from "./context.js";

/** Of the class in view when it is made, and of the account then. */
export default function Backing(props: { providing: Providing; contract: string }) {
  const app = useApp();
  const { market, rpc, wallet } = app;
  const name = props.providing.view.id;
  const [done, setDone] = createSignal<DoneNote | undefined>();
  const now = createPolled(market, async (height, provider: string) => {
    const [terms, vault] = await Promise.all([
      vaultTermsOf(app, props.contract, height), worded(app, readVaultIfAny(rpc, props.contract, { provider, class: name }, height)),
    ]);
    return { terms, vault, coins: vault && (await worded(app, inWallet(rpc, vault.asset, provider, height))) };
  }, 3, () => wallet.account()?.address);
  return (
    <>
      <p>
        A vault lets others put stake behind you in {name}. Each job that you accept from then on is backed by as much of it as surely burns of your own lock, and clients can ask for
        a least backing. If you are proven to have cheated on such a job, what backs it burns. Nobody's stake reduces your collateral or your lock.
      </p>
      <dl class="facts terms">
        <div><dt>Locks</dt><dd>Nothing. The vault is in one asset for good. Nobody stakes for nothing: you pay in beforehand what streams to them over 1 to 90 days, and what you have paid does not come back.</dd></div>
        <div><dt>Risks</dt><dd>Nothing of yours: your own lock is lost by fraud as it is without a vault. Those who stake may leave; jobs are then backed by less, or not at all. If governance takes that asset off the list, you are backed for no new job in this class, and cannot open a vault in another asset.</dd></div>
      </dl>
      <Show when={now.error()}>{(why) => <Notice kind="warn" title="Your vault could not be read">{why()}</Notice>}</Show>
      <Show when={now.value()} fallback={<Show when={!now.error()}><p class="muted"><Busy>Reading…</Busy></p></Show>}>{(found) => (
        <div class="form">
          <Done note={done()} />
          <Show when={found().vault} fallback={<Open contract={props.contract} class={name} terms={found().terms} onSent={(sent) => { setDone({ text: "Your vault is open. Now pay those who are to stake.", sent }); void now.refresh(); }} />}>{(vault) => (
            <>
              <Facts vault={vault()} terms={found().terms} />
              <FundForm contract={props.contract} vault={vault()} asset={vaultUnit(app, found().terms, vault().asset)} wallet={found().coins ?? undefined} onSent={() => void now.refresh()} />
            </>
          )}</Show>
        </div>
      )}</Show>
    </>
  );
}

function Open(props: { contract: string; class: string; terms: VaultTerms; onSent: (sent: Sent) => void }) {
  const app = useApp();
  const listed = () => props.terms.assets.filter((one) => one.listed);
  const [chosen, setChosen] = createSignal("");
  const asset = () => listed().find(({ key }) => key === chosen()) ?? listed()[0];
  return (
    <Show when={asset()} fallback={<p class="muted">Governance lists no asset for vaults now.</p>}>{(one) => (
      <>
        <Select label="Asset of the vault" value={one().key} onChange={setChosen} options={listed().map(({ key }) => ({ value: key, label: vaultUnit(app, props.terms, key).symbol }))}
          hint="It cannot be changed later." />
        <Send onSent={props.onSent} messages={() => [createVault(props.contract, props.class, one().key)]}>Open the vault</Send>
      </>
    )}</Show>
  );
}

function Facts(props: { vault: Vault; terms: VaultTerms }) {
  const app = useApp();
  const asset = () => vaultUnit(app, props.terms, props.vault.asset);
  return (
    <>
      <dl class="facts">
        <div><dt>Staked in your vault</dt><dd><Amount value={props.vault.assets} unit={asset()} exact /></dd></div>
        <div><dt>Backs your jobs now</dt><dd><Amount value={props.vault.backed} unit={asset()} exact />, and <Amount value={props.vault.free} unit={asset()} exact /> are free</dd></div>
        <div><dt>Burned so far</dt><dd><Amount value={props.vault.burned} unit={asset()} exact /></dd></div>
        <div><dt>Your pay for it</dt><dd><Stream vault={props.vault} asset={asset()} /></dd></div>
      </dl>
      <p><a href={addressOf(props.vault.class, props.vault.provider)}>The vault as others see it</a></p>
    </>
  );
}
