// A job's states in order, each with its time and what the event says.
import { Show, type JSX } from "solid-js";
import { useApp } from "../../app.js";
import { amountOf, amountOrZero, numberOf } from "../../chain/events.js";
import { Address, TxHash, Untrusted } from "../../ui/Address.js";
import { Apart } from "../../ui/Apart.js";
import { Amount, Net } from "../../ui/Amount.js";
import { Duration, Time, When } from "../../ui/Duration.js";
import { Steps, type Step } from "../../ui/Steps.js";
import type { Over } from "../shared/deadline.js";
import { bondOf, titleOf, type Bond, type Happening } from "./story.js";

/** What happened, and what the job waits for. */
export function Timeline(props: { story: readonly Happening[]; waits: { readonly what: string; readonly until: number; readonly over: Over } | undefined }) {
  const { market } = useApp();
  const steps = (): Step[] => {
    const done = props.story.map((one): Step => ({
      title: titleOf(one), state: bad(one) ? "failed" : "done",
      body: <><p class="muted"><Show when={one.at} fallback={`Block ${one.event.height}`}>{(at) => <Time at={at()} seconds />}</Show> · <TxHash hash={one.event.hash} /></p><Apart what="What its event says"><Body one={one} story={props.story} /></Apart></>,
    }));
    const waits = props.waits;
    if (!waits) return done;
    return [...done, {
      title: waits.what, state: "now",
      body: <p><Show when={market.now() >= waits.until} fallback={<>Until <Time at={waits.until} seconds />, <When at={waits.until} />.</>}>That time was over <When at={waits.until} />. {AFTER[waits.over]}</Show></p>,
    }];
  };
  return <Steps steps={steps()} />;
}

const AFTER: Readonly<Record<Over, string>> = {
  no: "But the chain stood still meanwhile, or accepting is paused: so it goes on.",
  perhaps: "It goes on for as long as the chain stood still, or accepting was paused. Then anyone may send what follows.",
  yes: "Anyone may send what follows.",
};

function bad({ kind, event }: Happening): boolean {
  return (kind === "end_job" && ["faulted", "defaulted"].includes(event.attributes["state"] ?? "")) || (kind === "bring_verdict" && event.attributes["valid"] === "false");
}

function Body(props: { one: Happening; story: readonly Happening[] }): JSX.Element {
  const event = () => props.one.event;
  const text = (key: string) => event().attributes[key];
  const registry = () => props.one.registry;
  switch (props.one.kind) {
    case "request_job": return (
      <p>
        {text("gpus")} × <Duration seconds={numberOf(event(), "seconds")} /> of {text("class")}: <Net value={amountOf(event(), "cost")} /> for the credits, <Net value={amountOf(event(), "take")} /> take<Show when={amountOrZero(event(), "tip") > 0n}>, <Net value={amountOrZero(event(), "tip")} /> tip</Show>.
      </p>
    );
    case "accept_job": return (
      <p>By <Address address={text("provider") ?? ""} bare /><Show when={registry()}>{(lock) => <>, which locked <Net value={amountOf(lock(), "amount")} /></>}</Show>. Result due <Time at={numberOf(event(), "deadline")} />.</p>
    );
    case "call_job": return (
      <Show when={registry()}>{(call) => <p>On <Address address={call().attributes["provider"] ?? ""} bare />, whose default pays the lesser of <Net value={amountOf(call(), "held")} /> and <Net value={amountOf(call(), "value")} />.</p>}</Show>
    );
    case "request_data": return <p>With a bond of <Net value={amountOf(event(), "bond")} /> for the job's owner, if it comes.</p>;
    case "answer_data": return <p>By <Address address={text("by") ?? ""} bare />. The job's owner earned <Net value={amountOf(event(), "bond")} />.</p>;
    case "submit_result": return <Show when={text("output_locator")}>{(place) => <p>The provider says that it lies at <Untrusted text={place()} />.</p>}</Show>;
    case "dispute_result": return <p>With a bond of <Net value={amountOf(event(), "bond")} />.</p>;
    case "challenge_result": return <p>By <Address address={text("challenger") ?? ""} bare />, with a bond of <Net value={amountOf(event(), "bond")} />.</p>;
    case "prove_challenged": return <p>By <Address address={text("by") ?? ""} bare />.</p>;
    case "bring_verdict": return <p>By the keys of method {text("judge")}; brought by <Address address={text("reporter") ?? ""} bare />.</p>;
    case "end_job": return <End one={props.one} story={props.story} />;
    default: return null;
  }
}

function End(props: { one: Happening; story: readonly Happening[] }) {
  const event = () => props.one.event;
  const state = () => event().attributes["state"] ?? "";
  const from = (key: string) => (props.one.registry ? amountOrZero(props.one.registry, key) : 0n);
  const credits = () => <Amount value={amountOf(event(), "credits")} unit={{ symbol: "GPU-seconds", decimals: 6 }} />;
  return (
    <p>
      <Show when={state() === "settled"} fallback={
        <Show when={state() === "defaulted"} fallback={<>{credits()} went back to the client.</>}>{credits()} burned against the debt.</Show>
      }>{credits()} went to the provider.</Show>{" "}
      Of the take the protocol kept <Net value={amountOf(event(), "earned")} />.
      <Show when={from("client") > 0n}> The client got <Net value={from("client")} /> of the provider's stake.</Show>
      <Show when={from("burned") > 0n}> <Net value={from("burned")} /> of the provider's stake burned.</Show>
      <Show when={bondOf(props.story)}>{(bond) => <Fate bond={bond()} />}</Show>
    </p>
  );
}

/** What became of a bond. */
function Fate(props: { bond: Bond }) {
  return (
    <>
      {" "}Of the {props.bond.of}'s bond{" "}
      <Show when={props.bond.back === 0n} fallback={<><Net value={props.bond.back} /> went back to <Address address={props.bond.owner} bare />.</>}>
        <Show when={props.bond.toProvider > 0n}><Net value={props.bond.toProvider} /> went to the provider, and </Show><Net value={props.bond.burned} /> burned.
      </Show>
    </>
  );
}
