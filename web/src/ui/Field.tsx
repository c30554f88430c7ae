import { createUniqueId, For, Show, type JSX } from "solid-js";

interface Common {
  readonly label: string;
  /** What it means, or what unit it has. */
  readonly hint?: JSX.Element;
  /** What is wrong with what was typed. It is said at once, and the field is marked. */
  readonly error?: string | undefined;
}

/** A line to type in, with its label, a hint, an error, a unit at its end. */
export function Field(props: Common & {
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly unit?: JSX.Element;
  readonly placeholder?: string;
  /** Which keyboard a phone shows. */
  readonly mode?: "text" | "decimal" | "numeric" | "url";
  readonly required?: boolean;
  readonly disabled?: boolean;
  readonly mono?: boolean;
}) {
  const id = createUniqueId();
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <div class="field-line">
        <input
          id={id} type="text" value={props.value} onInput={(event) => props.onInput(event.currentTarget.value)}
          inputMode={props.mode ?? "text"} placeholder={props.placeholder} required={props.required} disabled={props.disabled}
          aria-invalid={props.error ? "true" : undefined} aria-describedby={`${id}-hint ${id}-error`}
          autocomplete="off" spellcheck={false} classList={{ mono: props.mono ?? false }}
        />
        <Show when={props.unit}><span class="field-unit">{props.unit}</span></Show>
      </div>
      <Below id={id} hint={props.hint} error={props.error} />
    </div>
  );
}

/** One of several values. */
export function Select(props: Common & {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly options: readonly { readonly value: string; readonly label: string; readonly disabled?: boolean }[];
  readonly disabled?: boolean;
}) {
  const id = createUniqueId();
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <div class="field-line">
        <select
          id={id} onChange={(event) => props.onChange(event.currentTarget.value)} disabled={props.disabled}
          aria-invalid={props.error ? "true" : undefined} aria-describedby={`${id}-hint ${id}-error`}
        >
          <For each={props.options}>{(option) => (
            <option value={option.value} disabled={option.disabled} selected={option.value === props.value}>{option.label}</option>
          )}</For>
        </select>
      </div>
      <Below id={id} hint={props.hint} error={props.error} />
    </div>
  );
}

/** Several lines to type in. */
export function TextArea(props: Common & {
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly rows?: number;
  readonly placeholder?: string;
}) {
  const id = createUniqueId();
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <textarea
        id={id} class="mono" value={props.value} onInput={(event) => props.onInput(event.currentTarget.value)} rows={props.rows ?? 3}
        placeholder={props.placeholder} aria-invalid={props.error ? "true" : undefined} aria-describedby={`${id}-hint ${id}-error`}
        autocomplete="off" spellcheck={false}
      />
      <Below id={id} hint={props.hint} error={props.error} />
    </div>
  );
}

/** Yes or no. */
export function Check(props: { label: JSX.Element; checked: boolean; onChange: (checked: boolean) => void; hint?: JSX.Element }) {
  const id = createUniqueId();
  return (
    <div class="field check">
      <div class="check-line">
        <input id={id} type="checkbox" checked={props.checked} onChange={(event) => props.onChange(event.currentTarget.checked)} aria-describedby={`${id}-hint`} />
        <label for={id}>{props.label}</label>
      </div>
      <Below id={id} hint={props.hint} error={undefined} />
    </div>
  );
}

function Below(props: { id: string; hint: JSX.Element; error: string | undefined }) {
  return (
    <>
      <div class="hint" id={`${props.id}-hint`}>{props.hint}</div>
      <div class="error" id={`${props.id}-error`} aria-live="polite">{props.error}</div>
    </>
  );
}
