import { createMemo, For, Show } from "solid-js";
import { type pool } from "compute-amm";
import { useApp } from "../../../app.js";
import { assetOf } from "../../../chain/assets.js";
import { holdingOf } from "../../../chain/holdings.js";
import { amount, execute } from "../../../wallet/messages.js";
import { Amount } from "../../../ui/Amount.js";
import { Send } from "../../../ui/Send.js";
import { useProviding } from "../context.js";
import { Explained } from "./Explained.js";

export function Claim(props: { open: boolean }) {
  const { unit, net } = useApp();
  const providing = useProviding();
  const there = createMemo(() => [providing.snapshot.terms.networkDenom, providing.view.credit]
    .map((key) => holdingOf(providing.holdings.value(), key)).filter(({ account }) => account > 0n));
  return (
    <Explained open={props.open} form="Draw what is in your account"
      what={`A job pays when it ends: credits, or ${net.symbol} that they were sold for, and its tip. ${providing.snapshot.terms.contracts.leaseMarket === null ? "" : "A lease pays when somebody claims; “Work in hand” has the button. "}All of it comes to your account in the pool contract, which nobody can hold up.`}
      locks="Nothing." risks="Nothing. Credits are worth what the pool gives for them: sell them, redeem them against your debt, or keep them.">
      <Show when={there().length > 0} fallback={<p class="muted">There is nothing in your account.</p>}>
        <ul><For each={there()}>{({ key, account }) => <li><Amount value={account} unit={unit(key)} exact /></li>}</For></ul>
      </Show>
      <Send disabled={there().length === 0} onSent={providing.refresh} done="Drawn. It is in your wallet."
        messages={() => there().map(({ key, account }) => execute<pool.ExecuteMsg>(providing.snapshot.terms.contracts.pool,
          { withdraw: { asset: assetOf(key), amount: amount(account) } }))}>
        Draw all to the wallet
      </Send>
    </Explained>
  );
}
