import { createEffect, createUniqueId, Show, type ParentProps } from "solid-js";

/** A window over the page: the browser's own, so the keyboard stays in it, and Escape closes it. */
export function Dialog(props: ParentProps<{ open: boolean; title: string; onClose: () => void }>) {
  const id = createUniqueId();
  let element: HTMLDialogElement | undefined;
  createEffect(() => {
    if (props.open && !element?.open) element?.showModal();
    if (!props.open && element?.open) element.close();
  });
  return (
    // Escape is told at once; that it has closed is told later, when it may stand open anew.
    <dialog ref={element} aria-labelledby={id} onCancel={() => props.onClose()} onClose={() => element?.open || props.onClose()} onClick={(event) => {
      // A click beside it.
      if (event.target === element) props.onClose();
    }}>
      <div class="dialog">
        <header><h2 id={id}>{props.title}</h2><button type="button" class="quiet" aria-label="Close" onClick={() => props.onClose()}>✕</button></header>
        <Show when={props.open}>{props.children}</Show>
      </div>
    </dialog>
  );
}
