// What may become of a lease, before one signs.
import { Show } from "solid-js";
import { useApp } from "../../app.js";
import type { ClassView } from "../../chain/snapshot.js";
import { CREDIT, least, mulDivUp } from "../../money/ratio.js";
import { Amount, Net } from "../../ui/Amount.js";
import { Duration } from "../../ui/Duration.js";
import type { LeaseAsked } from "./lease-order.js";
import { NOTICE } from "../shared/leases.js";
import type { Quote } from "../shared/pay/quote.js";

/** Each way in which it may end, with what one gets then. */
export function LeaseOutlook(props: { view: ClassView; lease: LeaseAsked; quote: Quote }) {
  const { market } = useApp();
  const params = () => market.snapshot()?.terms.leases?.params;
  const minimum = () => params()?.minimum ?? 0;
  /** Credits that leaving within the first seconds costs, and what they are worth at the quote. */
  const fee = () => least(props.quote.credits, BigInt(props.lease.gpus) * BigInt(minimum()) * CREDIT);
  const feeWorth = () => (props.quote.credits > 0n ? mulDivUp(props.quote.cost, fee(), props.quote.credits) : 0n);
  return (
    <>
      <h2>What may happen</h2>
      <dl class="outcomes">
        <div><dt>Nobody starts it within <Duration seconds={params()?.start_within ?? 0} /></dt><dd>
          You, or anybody, withdraw it: all credits and the whole take come back to your account. You can withdraw it before, too, while nobody has started it.
        </dd></div>
        <div><dt>A provider starts it</dt><dd>
          The meter runs from then: {props.lease.gpus} {props.lease.gpus === 1 ? "credit" : "credits"} a second, until you close it or its time is over. You get the machine's address and host key.
        </dd></div>
        <div><dt>There is no machine, or a wrong one</dt><dd>
          Close at once. Within the first <Duration seconds={minimum()} /> that costs <Amount value={fee()} unit={{ symbol: "GPU-seconds", decimals: 6 }} exact /> (<Net value={feeWorth()} />), of which the provider gets nothing. Nobody judges what a machine was worth.
        </dd></div>
        <div><dt>You close it early</dt><dd>At any second. Credits and take of what is left come back to your account.</dd></div>
        <div><dt>The provider stops, or falls silent</dt><dd>
          What is left comes back.{" "}
          <Show when={!props.view.lease?.terms.interruptible} fallback={<>This class is interruptible: a provider may stop with <Duration seconds={NOTICE} /> of notice and pays nothing for it. If it falls silent, it pays you of its pledge for the time that is left.</>}>
            It pays you for the time that is left, in proportion: its pledge (<Net value={props.quote.stake ?? 0n} exact />) is for the whole time of this request.
          </Show>{" "}
          The pledge does not answer for time that is added later.
        </dd></div>
        <div><dt>Time runs out</dt><dd>The machine stops at its prepaid end. You can add time until <Duration seconds={NOTICE} /> before, as far as its provider agreed to.</dd></div>
      </dl>
      <p class="muted">Credits come back as credits. They pay for the next lease or job, or you sell them.</p>
    </>
  );
}
