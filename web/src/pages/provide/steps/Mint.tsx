import { Show } from "solid-js";
import { useApp } from "../../../app.js";
import { part } from "../../../ui/part.js";
import { formatBps } from "../../../money/amounts.js";
import { useProviding } from "../context.js";
import { Explained } from "./Explained.js";

const Form = part(() => import("./MintForm.js"));

export function Mint(props: { open: boolean }) {
  const providing = useProviding();
  const params = () => providing.view.entry.params;
  return (
    <Explained open={props.open} form="Mint" later
      what={<>
        A credit is one GPU-second that you owe. You sell GPU time before anybody uses it, and are a debtor from then on.
        {" "}{providing.view.entry.standard ? "Standard jobs that nobody takes may be called on you." : "This class has no standard jobs now, so nothing can be called on you; that may change."}
      </>}
      locks={<>{formatBps(params().coverage_bps)} of the credits' price, as collateral, out of your free bond, until you redeem or serve them.</>}
      risks={<>A call that you do not serve costs the credits' price, and {formatBps(providing.snapshot.terms.registry.params.penalty_bps)} of it as a penalty; at most their collateral. If {useApp().net.symbol} falls, the collateral stays what it is.</>}>
      <Show when={providing.view.pool} fallback={<p class="muted">The class has no pool yet, so nothing can be minted.</p>}><Form /></Show>
    </Explained>
  );
}
