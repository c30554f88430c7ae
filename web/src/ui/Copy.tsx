import { createSignal, onCleanup } from "solid-js";

/** Copies a text, and says so. `what` completes "Copy …". */
export function Copy(props: { text: string; what: string }) {
  const [done, setDone] = createSignal<"" | "Copied" | "Not allowed">("");
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));
  const copy = async () => {
    const ok = await navigator.clipboard.writeText(props.text).then(() => true, () => false);
    setDone(ok ? "Copied" : "Not allowed");
    clearTimeout(timer);
    timer = setTimeout(() => setDone(""), 1500);
  };
  return (
    <button type="button" class="copy" aria-label={`Copy ${props.what}`} title={`Copy ${props.what}`} onClick={() => void copy()}>
      <span aria-live="polite">{done() || "Copy"}</span>
    </button>
  );
}
