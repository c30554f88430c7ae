import "./tabs.css";
import { createUniqueId, For, type JSX, type ParentProps } from "solid-js";

/** Several views in one place, of which one is shown: `children`. Arrow keys go from one to the next. */
export function Tabs<Key extends string>(props: ParentProps<{
  label: string;
  tabs: readonly { readonly key: Key; readonly name: JSX.Element }[];
  chosen: Key;
  onChoose: (key: Key) => void;
}>) {
  const id = createUniqueId();
  let list: HTMLDivElement | undefined;
  const move = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const count = props.tabs.length;
    const index = (props.tabs.findIndex(({ key }) => key === props.chosen) + step + count) % count;
    const to = props.tabs[index];
    if (to) props.onChoose(to.key);
    list?.querySelectorAll("button")[index]?.focus();
  };
  return (
    <>
      <div class="tabs" role="tablist" aria-label={props.label} ref={list} onKeyDown={move}>
        <For each={props.tabs}>{(tab) => (
          <button
            type="button" role="tab" id={`${id}-${tab.key}`} aria-selected={tab.key === props.chosen} aria-controls={`${id}-panel`}
            tabIndex={tab.key === props.chosen ? 0 : -1} onClick={() => props.onChoose(tab.key)}
          >{tab.name}</button>
        )}</For>
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${props.chosen}`}>{props.children}</div>
    </>
  );
}
