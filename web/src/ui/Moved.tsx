import { createMemo, createSignal, Show, type Accessor } from "solid-js";
import { agree, isBeyond, worseBps, type Agreed, type Offer } from "../money/agreed.js";
import { formatBps } from "../money/amounts.js";
import { Heard } from "./Heard.js";
import { Notice } from "./Notice.js";

/** What somebody agrees to while quotes come: see `agreed.ts`. */
export interface Agreement {
  readonly question: Accessor<string | undefined>;
  /** The worst case, for each cost; undefined while there is no quote. Of this a message is made. */
  readonly limits: Accessor<readonly bigint[] | undefined>;
  /** Whether the price is beyond it: then nothing may be sent. */
  readonly beyond: Accessor<boolean>;
  /** By how much the price is worse than at first, basis points. */
  readonly worse: Accessor<bigint>;
  /** Takes the price of now, and its worst case. */
  renew(): void;
}

/** Keeps the worst case of what is offered; an offer is undefined while its quote is not there. */
export function createAgreement(offer: Accessor<Offer | undefined>): Agreement {
  const [turn, setTurn] = createSignal(0);
  const kept = createMemo<{ readonly turn: number; readonly agreed: Agreed } | undefined>((before) => {
    const [now, at] = [offer(), turn()];
    return now ? { turn: at, agreed: agree(before?.turn === at ? before.agreed : undefined, now) } : before;
  });
  /** Both, where they are of one question. */
  const pair = () => {
    const [now, agreed] = [offer(), kept()?.agreed];
    return now && agreed?.question === now.question ? { now, agreed } : undefined;
  };
  const of = <T,>(read: (agreed: Agreed, now: Offer) => T) => {
    const both = pair();
    return both && read(both.agreed, both.now);
  };
  return {
    question: () => pair()?.now.question,
    limits: () => pair()?.agreed.limits,
    beyond: () => of(isBeyond) ?? false,
    worse: () => of(worseBps) ?? 0n,
    renew: () => setTurn((before) => before + 1),
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
