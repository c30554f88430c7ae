import { Show } from "solid-js";
import { useApp } from "../../../app.js";
import { holdingOf } from "../../../chain/holdings.js";
import { href } from "../../../router.js";
import { formatHours } from "../../../money/gpu.js";
import { useProviding } from "../context.js";
import { Explained } from "./Explained.js";

export function Supply(props: { open: boolean }) {
  const { net } = useApp();
  const providing = useProviding();
  const holding = () => holdingOf(providing.holdings.value(), providing.view.credit);
  const pool = () => providing.view.pool?.id;
  const swap = () => `#/liquidity?${new URLSearchParams({ from: providing.view.credit, to: providing.snapshot.terms.networkDenom, say: "pay" }).toString()}`;
  return (
    <Explained open={props.open}
      what={<>
        Credits that you minted bring nothing while they lie there. Sell them for {net.symbol}, or supply them to the pool and earn its fees.
        <Show when={holding().account + holding().wallet > 0n}> You have {formatHours(holding().account + holding().wallet)} of them.</Show>
        <br /><a href={swap()}>Sell them</a><Show when={pool()}>{(id) => <> · <a href={href("/liquidity", id())}>Supply them to the pool</a></>}</Show>
      </>}
      locks="Nothing: liquidity may be withdrawn in any block."
      risks="Sold GPU time must be served or bought back, perhaps dearer. In the pool your share follows the price." />
  );
}
