import { createMemo, createSignal, Show, type Accessor } from "solid-js";
import { isBeyond, standing, worseBps, type Agreed, type Cost, type Offer, type Standing } from "../money/agreed.js";
import { formatBps } from "../money/amounts.js";
import { Heard } from "./Heard.js";
import { Notice } from "./Notice.js";

/** What somebody agrees to while quotes come: see `agreed.ts`. */
export interface Agreement<Q = unknown> {
  readonly question: Accessor<string | undefined>;
  /** What is shown of the question that is asked now: the latest quote, or the one that is being signed. Of this a message is made. */
  readonly quote: Accessor<Q | undefined>;
  /** The worst case, for each cost; undefined while there is no quote. Of this, too. */
  readonly limits: Accessor<readonly bigint[] | undefined>;
  /** Whether the price is beyond it: then nothing may be sent. */
  readonly beyond: Accessor<boolean>;
  /** By how much the price is worse than at first, basis points. */
  readonly worse: Accessor<bigint>;
  /** Takes the price of now, and its worst case. */
  renew(): void;
  /** Holds all of this as it stands, from the press on; or lets it follow the price again. */
  hold(on: boolean): void;
  /** Whether it is held: then nothing else may be typed either, as all of a form is in the message. */
  readonly held: Accessor<boolean>;
}

/** A quote with what is agreed to by it. */
interface Quoted<Q> extends Offer {
  readonly quote: Q;
}

/** Keeps the worst case of a quote; `asked` says in one text all that is typed, the limit too. A quote is undefined while it is not there. */
export function createAgreement<Q>(asked: Accessor<string | undefined>, found: Accessor<Q | undefined>, costs: (quote: Q) => readonly Cost[]): Agreement<Q> {
  const [turn, setTurn] = createSignal(0);
  const [held, setHeld] = createSignal<Standing<Quoted<Q>> | undefined>();
  const stands = createMemo<Standing<Quoted<Q>> | undefined>((before) => {
    const [what, quote] = [asked(), found()];
    const question = what === undefined ? undefined : `${turn()} ${what}`;
    const offer = question === undefined || quote === undefined ? undefined : { question, quote, costs: costs(quote) };
    return standing(before, question, offer, held());
  });
  const of = <T,>(read: (agreed: Agreed, offer: Quoted<Q>) => T) => {
    const { offer, agreed } = stands() ?? {};
    return offer && agreed ? read(agreed, offer) : undefined;
  };
  return {
    question: () => stands()?.offer?.question,
    quote: () => stands()?.offer?.quote,
    limits: () => of(({ limits }) => limits),
    beyond: () => of(isBeyond) ?? false,
    worse: () => of(worseBps) ?? 0n,
    renew: () => setTurn((before) => before + 1),
    hold: (on) => setHeld(on ? stands() : undefined),
    held: () => held() !== undefined,
  };
}

/** A smaller move is not told: a tenth of a percent. */
const TOLD = 10n;

/** Tells that a price moved while somebody looked, to the eye and to the ear; beyond the limit it takes a press to go on. */
export function Moved(props: { agreement: Agreement; short?: boolean | undefined }) {
  const heard = () => {
    const question = props.agreement.question();
    return question === undefined ? undefined : { question, beyond: props.agreement.beyond(), short: props.short };
  };
  const by = () => {
    const worse = props.agreement.worse();
    return `${formatBps(worse < 0n ? -worse : worse)} ${worse < 0n ? "better" : "worse"} than when you asked`;
  };
  return (
    <>
      <Heard quoted={heard()} />
      <Show when={props.agreement.beyond()} fallback={
        <Show when={props.agreement.worse() >= TOLD || props.agreement.worse() <= -TOLD}>
          <Notice kind="info">The price has moved: it is {by()}. Your limit {props.agreement.worse() < 0n ? "follows it" : "stays what it was"}.</Notice>
        </Show>
      }>
        <Notice kind="warn" title="The price is beyond your limit now" action={{ label: "Take the new price", run: props.agreement.renew }}>
          {props.agreement.worse() < 0n ? "It had become better, and your limit with it; now it is worse again." : `It is ${by()}.`} Nothing is sent before you take it,
          with a new limit.
        </Notice>
      </Show>
    </>
  );
}
