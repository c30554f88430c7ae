// What happened to a lease, in order.
import { Show, type JSX } from "solid-js";
import { amountOf, amountOrZero, numberOf, type ChainEvent } from "../../chain/events.js";
import type { leaseMarket } from "compute-amm";
import { Address, TxHash } from "../../ui/Address.js";
import { Apart } from "../../ui/Apart.js";
import { Amount, Net } from "../../ui/Amount.js";
import { Duration, Time, When } from "../../ui/Duration.js";
import { Steps, type Step } from "../../ui/Steps.js";
import { STATES } from "../shared/leases.js";
import type { Happening } from "./story.js";

const CREDITS = { symbol: "GPU-seconds", decimals: 6 };

/** Past events, and what comes next. */
export function Timeline(props: { story: readonly Happening[]; next: { readonly what: string; readonly until: number } | undefined }) {
  const steps = (): Step[] => [
    ...props.story.map(({ event, at }): Step => ({
      title: titleOf(event), state: ["stopped", "silent"].includes(event.attributes["state"] ?? "") ? "failed" : "done",
      body: <><p class="muted"><Show when={at} fallback={`Block ${event.height}`}>{(time) => <Time at={time()} seconds />}</Show> · <TxHash hash={event.hash} /></p><Apart what="What its event says">{body(event)}</Apart></>,
    })),
    ...(props.next ? [{ title: props.next.what, state: "now" as const, body: <p>Until <Time at={props.next.until} seconds />, <When at={props.next.until} />.</p> }] : []),
  ];
  return <Steps steps={steps()} />;
}

function titleOf({ type, attributes }: ChainEvent): string {
  switch (type) {
    case "request_lease": return "Requested";
    case "start_lease": return "Started";
    case "claim": return "Paid to the provider";
    case "top_up": return "Time added";
    case "notice": return "The provider gave notice";
    case "end_lease": return `Over: ${STATES[attributes["state"] as leaseMarket.LeaseState]?.name ?? attributes["state"]}`;
    default: return type;
  }
}

function body(event: ChainEvent): JSX.Element {
  switch (event.type) {
    case "request_lease": return <p>{event.attributes["gpus"]} × <Duration seconds={numberOf(event, "seconds")} /> of {event.attributes["class"]}: <Net value={amountOf(event, "cost")} /> for the credits, <Net value={amountOf(event, "take")} /> take.</p>;
    case "start_lease": return <p>By <Address address={event.attributes["provider"] ?? ""} bare />. Prepaid until <Time at={numberOf(event, "end")} seconds />.</p>;
    case "claim": return <p><Amount value={amountOf(event, "paid")} unit={CREDITS} />; of the take the protocol earned <Net value={amountOf(event, "earned")} />.</p>;
    case "top_up": return <p><Duration seconds={numberOf(event, "seconds")} /> more for <Net value={amountOf(event, "cost") + amountOf(event, "take")} />; its end is <Time at={numberOf(event, "end")} seconds />.</p>;
    case "notice": return <p>It ends <Time at={numberOf(event, "end")} seconds />.</p>;
    case "end_lease": return (
      <p>
        <Amount value={amountOf(event, "paid")} unit={CREDITS} /> went to the provider, <Amount value={amountOf(event, "refunded")} unit={CREDITS} /> back to the client.
        <Show when={amountOrZero(event, "fee") > 0n}> <Amount value={amountOrZero(event, "fee")} unit={CREDITS} /> were the fee for leaving within the first seconds.</Show>
        <Show when={amountOrZero(event, "slash") > 0n}> The provider paid the client <Net value={amountOrZero(event, "slash")} /> out of its pledge.</Show>
      </p>
    );
    default: return null;
  }
}
