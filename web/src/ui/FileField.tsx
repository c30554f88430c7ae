import { createSignal, createUniqueId, Show, type JSX } from "solid-js";
import { messageOf } from "../chain/errors.js";

/** Chooses a file and reads it here. `said`: what becomes of it then, if it does not stay here. What `onFile` throws is said below. */
export function FileField(props: {
  label: string;
  hint?: JSX.Element;
  accept?: string;
  said?: string;
  onFile: (bytes: Uint8Array, file: File) => void | Promise<void>;
}) {
  const id = createUniqueId();
  const [state, setState] = createSignal("");
  const [error, setError] = createSignal("");
  const choose = async (file: File | undefined) => {
    setError("");
    setState("");
    if (!file) return;
    setState(`Reading ${file.name}…`);
    try {
      await props.onFile(new Uint8Array(await file.arrayBuffer()), file);
      setState(`${file.name} is read. ${props.said ?? "It stays in this browser."}`);
    } catch (failure) {
      setState("");
      setError(messageOf(failure));
    }
  };
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <input id={id} type="file" accept={props.accept} onChange={(event) => void choose(event.currentTarget.files?.[0])}
        aria-describedby={`${id}-hint ${id}-state`} />
      <div class="hint" id={`${id}-hint`}>{props.hint}</div>
      <div id={`${id}-state`} aria-live="polite">
        <Show when={state()}><div class="hint">{state()}</div></Show>
        <Show when={error()}><div class="error">{error()}</div></Show>
      </div>
    </div>
  );
}
