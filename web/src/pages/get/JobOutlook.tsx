// What may become of a job, before one signs.
import { createMemo, Show } from "solid-js";
import { toBigInt, type providerRegistry } from "compute-amm";
import { useApp } from "../../app.js";
import { createPolled } from "../../chain/polled.js";
import { href } from "../../router.js";
import { Address } from "../../ui/Address.js";
import { Net } from "../../ui/Amount.js";
import { Duration } from "../../ui/Duration.js";
import MethodNote from "./MethodNote.js";
import type { JobOrder } from "./order.js";
import { callValue, whoIsCalled } from "./outlook.js";
import { keptTake } from "../shared/kept.js";
import type { Quote } from "../shared/pay/quote.js";

/** Each way in which the job may end, with what one gets then. */
export default function JobOutlook(props: { order: JobOrder; quote: Quote }) {
  return (
    <>
      <h2>What may happen</h2>
      <dl class="outcomes">
        <div><dt>It is done and verified</dt><dd>The provider gets the credits{props.quote.tip > 0n ? " and the tip" : ""}, the protocol the take. You have the result.</dd></div>
        <NobodyTakesIt order={props.order} quote={props.quote} />
        <Show when={props.order.template}><Called order={props.order} quote={props.quote} /></Show>
        <div><dt>The provider is late</dt><dd>
          It has <Duration seconds={props.order.runWithin} /> from accepting. After that you have credits{props.quote.tip > 0n ? ", take and tip" : " and take"} back; it loses a part of its lock.
        </dd></div>
        <div><dt>The provider cheats, and it is found out</dt><dd>
          You have credits{props.quote.tip > 0n ? ", take and tip" : " and take"} back{props.order.asked.declaredValue > 0n ? <>, and up to <Net value={props.order.asked.declaredValue} exact /> of its lock</> : ""}; its whole lock is lost.{" "}
          <Show when={props.order.request.min_backing}>{(least) => <>Others' stake of at least <Net value={toBigInt(least())} exact /> burns too, and pays you nothing.</>}</Show>
        </dd></div>
        <div><dt>You withdraw it before anybody accepts</dt><dd>Credits{props.quote.tip > 0n ? " and tip" : ""} come back; the take (<TakeOf quote={props.quote} />) is kept.</dd></div>
      </dl>
      <p class="muted">Credits come back as credits, to your account in the pool contract. They pay for the next request, or you sell them.</p>
      <h3>How the result is verified</h3>
      <MethodNote method={props.order.method} />
    </>
  );
}

/** The take may rise until the block, as far as the limit lets it. */
const TakeOf = (props: { quote: Quote }) => <>now <Net value={props.quote.take} exact />, at most <Net value={props.quote.mostTake} exact /></>;

function NobodyTakesIt(props: { order: JobOrder; quote: Quote }) {
  const wait = () => props.order.acceptWithin + (props.order.template ? 600 : 0);
  const kept = () => {
    const { occupancy } = props.order.view;
    return occupancy ? keptTake(props.quote.take, props.quote.credits, occupancy, wait()) : props.quote.take;
  };
  return (
    <div>
      <dt>Nobody takes it within <Duration seconds={props.order.acceptWithin} /></dt>
      <dd>
        <Show when={props.order.template}>You may call it then. If nobody calls it for another 10 minutes, it can be ended. </Show>
        <Show when={props.order.request.min_backing}>Only a provider with so much free in its <a href={href("/vaults")}>vault</a>, and a lock that lets it count, can take it. </Show>
        Credits{props.quote.tip > 0n ? " and tip" : ""} come back. The take is <TakeOf quote={props.quote} />. <Show when={kept() < props.quote.take} fallback="It is kept.">As things stand now, <Net value={kept()} exact /> of it is kept. The later the job is ended, and the more others request before you, the more is kept, up to the whole take.</Show>
      </dd>
    </div>
  );
}

function Called(props: { order: JobOrder; quote: Quote }) {
  const { market, rpc, net } = useApp();
  const queue = createPolled<providerRegistry.QueueResponse, string>(market, (height, name) => {
    const registry = market.snapshot()?.terms.contracts.registry ?? "";
    return rpc.query(registry, { queue: { class: name, limit: 16 } } satisfies providerRegistry.QueryMsg, height);
  }, 6, () => props.order.view.id);
  const minDamages = () => (props.order.request.min_damages ? toBigInt(props.order.request.min_damages) : 0n);
  const called = createMemo(() => whoIsCalled(queue.value()?.entries ?? [], props.order.view, {
    gpus: props.order.asked.gpus, credits: props.quote.credits, minDamages: minDamages(),
  }, market.now()));
  return (
    <div>
      <dt>It is called</dt>
      <dd>
        The first debtor of the class that fits must accept within <Duration seconds={props.order.template?.call_within ?? 0} /> and serve it.
        If it does not, that is a default: the credits are gone, and you get take, tip and damages in {net.symbol}: at
        least <Net value={minDamages()} exact />, at most what the credits are worth then, now <Net value={callValue(props.order.view, props.quote.credits)} exact />.{" "}
        <Show when={called()} fallback={queue.value() ? "Called now, no debtor would fit: the job would expire instead." : ""}>{(debtor) => (
          <>Called now, it would fall to <Address address={debtor().provider} bare />, whose default pays <Net value={debtor().amount} exact />.</>
        )}</Show>
      </dd>
    </div>
  );
}
