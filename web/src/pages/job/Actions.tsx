// What one can do with a job now: each with what it takes and leads to.
import { createSignal, For, Show } from "solid-js";
import { useApp } from "../../app.js";
import type { Message } from "../../wallet/messages.js";
import type { Sent } from "../../wallet/send.js";
import { Net } from "../../ui/Amount.js";
import { Select } from "../../ui/Field.js";
import { FileField } from "../../ui/FileField.js";
import { Send } from "../../ui/Send.js";
import type { Action } from "./actions.js";
import { answerMessage, callMessage, plainMessage } from "./messages.js";
import type { JobNow } from "./story.js";

/** One block for each. `onSent` hears of what was done. */
export function Actions(props: { now: JobNow; actions: readonly Action[]; onSent: (action: Action, sent: Sent) => void }) {
  // By kind: while a person chooses a file, the next block must not take the field away.
  const kinds = () => props.actions.map(({ kind }) => kind);
  return (
    <div class="actions">
      <For each={kinds()}>{(kind) => (
        <Show when={props.actions.find((one) => one.kind === kind)}>{(action) => <One now={props.now} action={action()} onSent={(sent) => props.onSent(action(), sent)} />}</Show>
      )}</For>
    </div>
  );
}

const ZEROS = "0".repeat(64);

function One(props: { now: JobNow; action: Action; onSent: (sent: Sent) => void }) {
  const { market } = useApp();
  const [from, setFrom] = createSignal<"wallet" | "account">("wallet");
  const [file, setFile] = createSignal<Uint8Array | undefined>();
  const input = () => `${String(props.now.job.open?.input ?? "")}`;
  const wantsFile = () => props.action.kind === "answer" || (props.action.kind === "call" && input() !== ZEROS);
  const messages = async (): Promise<Message[]> => {
    const terms = market.snapshot()?.terms;
    const bytes = file();
    const { job_id: id, open } = props.now.job;
    if (!terms) throw new Error("The market is not read yet.");
    if (!wantsFile()) return [plainMessage(terms, id, props.action, from())];
    if (!bytes) throw new Error("Choose the input's file first.");
    return [await (props.action.kind === "call" ? callMessage(terms, id, input(), bytes) : answerMessage(terms, id, input(), open?.data_request?.chunk ?? null, bytes))];
  };
  return (
    <div class="action">
      <h3>{props.action.label}</h3>
      <p>{props.action.what}</p>
      <Show when={props.action.doubt}>{(doubt) => <p class="muted">{doubt()}</p>}</Show>
      <Show when={props.action.bond !== null}>
        <p>It takes a bond of <Net value={props.action.bond ?? 0n} exact usd />, which is at risk; no more can be lost.</p>
        <Select label="The bond comes from" value={from()} onChange={(place) => setFrom(place as "wallet" | "account")}
          options={[{ value: "wallet", label: "Wallet" }, { value: "account", label: "Account in the pool contract" }]} />
      </Show>
      <Show when={wantsFile()}>
        <FileField label="The job's input" hint="It is checked against the job's digest before anything is sent." said="It goes onto the chain with your message, where everybody can read it." onFile={(bytes) => { setFile(bytes); }} />
      </Show>
      <Send kind={props.action.danger ? "danger" : props.action.minor ? "plain" : "main"} disabled={wantsFile() && !file()} messages={messages} onSent={props.onSent}>{props.action.label}</Send>
    </div>
  );
}
