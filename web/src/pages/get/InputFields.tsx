// A job's program and input: as digests, or as files whose digests this browser computes.
import { createSignal, onCleanup, Show } from "solid-js";
import { Check, Field, Select } from "../../ui/Field.js";
import { FileField } from "../../ui/FileField.js";
import { formatWhole, parseWhole, wholeFault } from "../../money/amounts.js";
import { digestOf, inputDigest, type InputDigest } from "../shared/input.js";
import type { Faults, JobForm } from "./order.js";

interface Props {
  readonly form: JobForm;
  readonly faults: Faults<Record<string, string>>;
  readonly change: (part: Partial<JobForm>) => void;
}

/** Digest and place of a program. */
export function ProgramFields(props: Props) {
  let turn = 0;
  const set = (program: string) => {
    turn += 1;
    props.change({ program });
    return turn;
  };
  const compute = async (bytes: Uint8Array) => {
    const mine = set("");
    const program = await digestOf(bytes);
    if (mine === turn) set(program);
  };
  return (
    <>
      <Field label="Program digest" mono value={props.form.program} onInput={set}
        error={props.form.program ? props.faults["program"] : undefined}
        hint="sha256 of the program, or what the method takes for it: a RISC Zero image id, an SP1 verifying key." />
      <FileField label="Or choose the program's file" hint="Its sha256 is computed here." onFile={compute} />
      <Field label="Where providers fetch the program" mode="url" value={props.form.programLocator} error={props.faults["programLocator"]}
        onInput={(programLocator) => props.change({ programLocator })} hint="An address of at most 128 bytes; empty if providers have it. Everybody can read it." />
    </>
  );
}

const KINDS = [
  { value: "none", label: "No input" }, { value: "file", label: "A file" }, { value: "digest", label: "A digest that I have" },
];

/** Digest, form and place of an input. `most` is the longest that a standard job takes, in bytes. */
export function InputFields(props: Props & { most: number | undefined }) {
  const given = () => (props.form.input === "wanted" ? null : props.form.input);
  const [kind, setKind] = createSignal(given() ? "digest" : props.most ? "file" : "none");
  const [file, setFile] = createSignal<Uint8Array | undefined>();
  const [askable, setAskable] = createSignal(true);
  const [digest, setDigest] = createSignal(given()?.digest ?? "");
  const [shape, setShape] = createSignal<"none" | "bytes" | "chunks">("none");
  const [count, setCount] = createSignal("");

  // While a digest is computed there is none, so that nobody sends that of the file before, or no input; and the last choice counts.
  let turn = 0;
  onCleanup(() => (turn += 1));
  const set = (input: JobForm["input"]) => {
    turn += 1;
    props.change({ input });
    return turn;
  };
  const compute = async () => {
    const bytes = file();
    const mine = set("wanted");
    const input = bytes ? await inputDigest(bytes, askable()) : "wanted";
    if (mine === turn) set(input);
  };
  const typed = () => {
    if (digest() === "") return void set("wanted");
    const number = tryWhole(count());
    const form: InputDigest["form"] = shape() === "bytes" ? { bytes: { len: number } } : shape() === "chunks" ? { chunks: { count: number } } : null;
    set({ digest: digest().trim().toLowerCase(), form });
  };
  const choose = (value: string) => {
    setKind(value);
    if (value === "none") {
      set(null);
      props.change({ inputLocator: "" });
    }
    if (value === "file") void compute();
    if (value === "digest") typed();
  };
  return (
    <>
      <Select label="Input" value={kind()} options={KINDS} onChange={choose}
        hint={props.most ? `This standard job wants an input of 1 to ${formatWhole(props.most)} bytes.` : undefined}
        error={kind() === "none" || given() ? props.faults["input"] : undefined} />
      <Show when={kind() === "file"}>
        <FileField label="Input file" hint="Its digest is computed here; keep the file until the job has ended." onFile={(bytes) => { setFile(bytes); return compute(); }} />
        <Show when={!props.most}>
          <Check label="A provider may ask for it on chain" checked={askable()} onChange={(value) => { setAskable(value); void compute(); }}
            hint="Then you must answer within an hour, and earn a bond by it; unanswered, the job ends and the take is lost. Beyond 64 KiB the digest is the root over chunks of 16 KiB." />
        </Show>
        <Show when={given()}>{(input) => <p class="muted">Digest: <code class="digest">{input().digest}</code>{describe(input())}</p>}</Show>
      </Show>
      <Show when={kind() === "digest"}>
        <Field label="Input digest" mono value={digest()} onInput={(text) => { setDigest(text); typed(); }} />
        <div class="form-row">
          <Select label="May it be asked for on chain?" value={shape()} onChange={(value) => { setShape(value as "none" | "bytes" | "chunks"); typed(); }} options={[
            { value: "none", label: "No" }, { value: "bytes", label: "Whole: the digest is its sha256" }, { value: "chunks", label: "In chunks: the digest is a Merkle root" },
          ]} />
          <Show when={shape() !== "none"}>
            <Field label={shape() === "bytes" ? "Bytes" : "Chunks of 16 KiB"} mode="numeric" error={wholeFault(count())} value={count()} onInput={(text) => { setCount(text); typed(); }} />
          </Show>
        </div>
      </Show>
      <Show when={kind() !== "none"}>
        <Field label="Where providers fetch the input" mode="url" value={props.form.inputLocator} error={props.faults["inputLocator"]}
          onInput={(inputLocator) => props.change({ inputLocator })} hint="An address of at most 128 bytes. Everybody can read it." />
      </Show>
    </>
  );
}

function describe({ form }: InputDigest): string {
  if (!form) return ", a sha256 that cannot be asked for on chain.";
  return "bytes" in form ? `, the sha256 of ${formatWhole(form.bytes.len)} bytes.` : `, the root over ${formatWhole(form.chunks.count)} chunks.`;
}

function tryWhole(text: string): number {
  try {
    return parseWhole(text);
  } catch {
    return 0;
  }
}
