// What loads when it comes into view.
import { createSignal, onCleanup, type Accessor } from "solid-js";

/** See {@link createNear}. */
export interface Near {
  /** Whether it has been in view, or almost; stays true. */
  readonly near: Accessor<boolean>;
  /** The `ref` of what is looked for. */
  watch(element: Element): void;
}

/** Watches for an element of the page to come near the screen. Call it inside a component. */
export function createNear(): Near {
  const [near, setNear] = createSignal(false);
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    setNear(true);
    observer.disconnect();
  }, { rootMargin: "200px" });
  onCleanup(() => observer.disconnect());
  return { near, watch: (element) => observer.observe(element) };
}
