import { createSignal, Match, onCleanup, Show, Switch, type ParentProps } from "solid-js";
import { useApp } from "../app.js";
import type { Unit } from "../chain/assets.js";
import { formatExact, formatWhole } from "../money/amounts.js";
import { explained } from "../parts.js";
import { path } from "../router.js";
import type { Failure } from "../wallet/failure.js";
import type { Message } from "../wallet/messages.js";
import type { Sent, SendStep } from "../wallet/send.js";
import { TxHash } from "./Address.js";
import type { Agreement } from "./Moved.js";
import { Net } from "./Amount.js";
import { Told, type DoneNote } from "./Done.js";
import { Notice } from "./Notice.js";

/**
 * A button that sends messages for whoever is connected, and tells how far it is. Without a wallet it asks for one. What went wrong
 * stands below it, in plain words; what went well is `done`'s to show. Once it is signed, the frame tells of it where this is gone.
 */
export function Send(props: ParentProps<{
  /** Called when the button is pressed; what it throws is shown. */
  messages: () => readonly Message[] | Promise<readonly Message[]>;
  disabled?: boolean;
  /** What is agreed to by the press: nothing is sent while the price is beyond it, and it stays as it is until that has ended. */
  agreement?: Pick<Agreement, "beyond" | "hold">;
  kind?: "main" | "plain" | "danger";
  /** Not called if somebody has gone to another page meanwhile. */
  onSent?: (sent: Sent) => void;
  /** Shown beside the transaction's hash once a block has it, as it is at the press; left out where `onSent` has it told elsewhere, as by a `Done`. */
  done?: string;
}>) {
  const { wallet, sender, askWallet, unit, underways } = useApp();
  const [step, setStep] = createSignal<SendStep | undefined>();
  const [failure, setFailure] = createSignal<Failure | undefined>();
  const [sent, setSent] = createSignal<DoneNote | undefined>();
  let stands = true;
  let hash: string | undefined;
  onCleanup(() => {
    stands = false;
    if (hash) underways.leave(hash);
  });

  const press = async (what: string) => {
    if (!wallet.account()) return askWallet();
    const [from, text] = [path(), props.done];
    if (hash) underways.leave(hash);
    hash = undefined;
    setFailure(undefined);
    setSent(undefined);
    setStep({ step: "opening" });
    props.agreement?.hold(true);
    const follow = (now: SendStep) => {
      setStep(now);
      if (now.step !== "sending") return;
      hash = now.signed.hash;
      underways.begin(now.signed, what);
      if (!stands) underways.leave(hash);
    };
    let done: Sent;
    try {
      done = await sender.send(await props.messages(), follow);
    } catch (error) {
      const wrong = await explained(error);
      setFailure(wrong);
      if (!hash) return;
      const { kind, message } = wrong;
      const end = { kind: "bad" as const, text: message };
      if (kind === "void") underways.end(hash, stands ? undefined : end);
      else underways.doubt(hash, kind === "untold" ? kind : "failed", end);
      return;
    } finally {
      setStep(undefined);
      props.agreement?.hold(false);
    }
    if (text !== undefined) setSent({ text, sent: done });
    // Where there is none, the page tells of it, and this may be gone by what it changed.
    const told = stands || (text === undefined && path() === from);
    underways.end(done.hash, told ? undefined : { kind: "good", text: `It is done, in block ${formatWhole(done.height)}.` });
    // Last, and outside: what goes wrong in it is no failure of the transaction.
    if (path() === from) props.onSent?.(done);
  };

  return (
    <div class="send">
      <button type="button" class={props.kind ?? "main"} disabled={props.disabled || props.agreement?.beyond() || step() !== undefined} aria-busy={step() !== undefined} onClick={(event) => void underways.hold(press(event.currentTarget.textContent.trim()))}>
        <Show when={step()}><span class="spinner" aria-hidden="true" /> </Show>
        <Show when={wallet.account()} fallback="Connect a wallet">{props.children}</Show>
      </button>
      <div class="send-state" aria-live="polite">
        <Switch>
          <Match when={step()}>{(now) => <p class="muted">{say(now(), unit)}</p>}</Match>
          <Match when={failure()}>{(wrong) => (
            <Notice kind={wrong().kind === "rejected" ? "info" : "bad"}>
              {wrong().message}
              <Show when={wrong().short}>{(short) => <> You have {written(short().has, unit(short().denom))}, and it takes {written(short().takes, unit(short().denom))}.</>}</Show>
              <Show when={wrong().over}>{(over) => <> {over().what} would be <Net value={over().takes} exact />, and your limit is <Net value={over().limit} exact />.</>}</Show>
              <Show when={wrong().kind === "contract" && wrong().detail}>{(words) => <Show when={!wrong().message.includes(words())}> <span class="muted">In its own words, in base units: {words()}.</span></Show>}</Show>
              <Show when={wrong().hash}>{(hash) => <> Transaction <TxHash hash={hash()} /></>}</Show>
            </Notice>
          )}</Match>
          <Match when={sent()}>{(note) => <Told note={note()} />}</Match>
        </Switch>
      </div>
    </div>
  );
}

const written = (amount: bigint, { decimals, symbol }: Unit) => `${formatExact(amount, decimals)} ${symbol}`;

function say(step: SendStep, unit: (key: string) => Unit): string {
  switch (step.step) {
    case "opening":
      return "Waiting for your wallet…";
    case "simulating":
      return "Trying it out on the node…";
    case "signing":
      if (step.fee.amount === 0n) return "Please sign in your wallet. There is no network fee.";
      return `Please sign in your wallet. Network fee: at most ${written(step.fee.amount, unit(step.fee.denom))}.`;
    case "sending":
      return "Sending…";
    case "waiting":
      if (step.late) return `Signed and sent, and no block has had it within a minute. It may still come until block ${formatWhole(step.signed.until)}: do not send it again before that.`;
      return "Sent. Waiting for the next block…";
  }
}
