import { For, Show, type JSX } from "solid-js";

/** A step of something that takes several, in order. */
export interface Step {
  readonly title: JSX.Element;
  readonly state: "done" | "now" | "later" | "failed";
  /** What it does, what it locks, what it risks; or when it happened. */
  readonly body?: JSX.Element;
}

const SAID = { done: "done", now: "now", later: "later", failed: "failed" } as const;

/** Steps with their states. */
export function Steps(props: { steps: readonly Step[] }) {
  return (
    <ol class="steps">
      <For each={props.steps}>{(step) => (
        <li data-state={step.state} aria-current={step.state === "now" ? "step" : undefined}>
          <div class="step-title">{step.title} <span class="hidden">({SAID[step.state]})</span></div>
          <Show when={step.body}><div class="step-body">{step.body}</div></Show>
        </li>
      )}</For>
    </ol>
  );
}
