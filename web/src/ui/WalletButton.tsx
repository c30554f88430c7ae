import { Show } from "solid-js";
import { useApp } from "../app.js";
import { shorten } from "./Address.js";

/** Connects, or says who is connected. */
export function WalletButton() {
  const { wallet, askWallet } = useApp();
  return (
    <button type="button" class="wallet" classList={{ main: !wallet.account() }} onClick={askWallet}>
      <Show when={wallet.account()} fallback="Connect">{(account) => <code>{shorten(account().address, 8, 4)}</code>}</Show>
    </button>
  );
}
