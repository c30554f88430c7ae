// The dialog of wallets: loaded when somebody asks for it.
import { createResource, createSignal, For, Show, Suspense } from "solid-js";
import { useApp } from "../app.js";
import type { Failure } from "../wallet/failure.js";
import { WALLET_NAMES, type WalletKind } from "../wallet/wallet.js";
import { Address } from "./Address.js";
import { Net } from "./Amount.js";
import { Busy } from "./Button.js";
import { Dialog } from "./Dialog.js";
import { Field } from "./Field.js";
import { Notice } from "./Notice.js";

/** Which wallet; or, if one is connected, whose it is and what is in it. */
export default function WalletDialog(props: { open: boolean; onClose: () => void }) {
  const { wallet } = useApp();
  return (
    <Dialog open={props.open} title={wallet.account() ? "Your wallet" : "Connect a wallet"} onClose={props.onClose}>
      {/* Waits within the dialog: if the dialog itself went, the focus would go with it, and not back to what opened it. */}
      <Suspense>
        <Show when={wallet.account()} fallback={<Choices onDone={props.onClose} />}><Connected onClose={props.onClose} /></Show>
      </Suspense>
    </Dialog>
  );
}

function Choices(props: { onDone: () => void }) {
  const { wallet } = useApp();
  const [failure, setFailure] = createSignal<Failure | undefined>();
  const [name, setName] = createSignal("client");
  const connect = async (kind: WalletKind) => {
    setFailure(undefined);
    await wallet.connect(kind, name()).then(props.onDone, (error: Failure) => setFailure(error));
  };
  const extensions = () => wallet.choices().filter((kind) => kind !== "devnet");
  return (
    <>
      <p>The page asks your wallet to sign. Your keys stay in it.</p>
      <div class="choices">
        <For each={extensions()} fallback={
          <p class="muted">
            Neither Keplr nor Leap is in this browser. Install one of them, then reload the page.
          </p>
        }>{(kind) => <Busy kind="main" run={() => connect(kind)}>{WALLET_NAMES[kind]}</Busy>}</For>
      </div>
      <Show when={wallet.choices().includes("devnet")}>
        <form class="devnet" onSubmit={(event) => event.preventDefault()}>
          <Field label="Devnet key" value={name()} onInput={setName} hint="Its secret is public: the sha256 of its name. Accounts with money: faucet, stakers, guardian." />
          <Busy type="submit" disabled={name() === ""} run={() => connect("devnet")}>Use this key</Busy>
        </form>
      </Show>
      <div aria-live="polite"><Show when={failure()}>{(wrong) => <Notice kind="warn">{wrong().message}</Notice>}</Show></div>
    </>
  );
}

function Connected(props: { onClose: () => void }) {
  const { wallet, rpc, market } = useApp();
  const source = () => {
    const [address, denom] = [wallet.account()?.address, market.snapshot()?.terms.networkDenom];
    return address && denom ? { address, denom } : undefined;
  };
  const [balance] = createResource(source, ({ address, denom }) => rpc.balance(address, denom).catch(() => undefined));
  return (
    <Show when={wallet.account()}>{(account) => (
      <>
        <dl class="facts">
          <div><dt>Wallet</dt><dd>{WALLET_NAMES[account().kind]}{account().name ? `, ${account().name}` : ""}</dd></div>
          <div><dt>Address</dt><dd><Address address={account().address} /></dd></div>
          <div><dt>In it</dt><dd><Show when={balance() !== undefined} fallback="–"><Net value={balance() ?? 0n} exact usd /></Show></dd></div>
        </dl>
        <button type="button" onClick={() => { wallet.disconnect(); props.onClose(); }}>Disconnect</button>
      </>
    )}</Show>
  );
}
