import { ErrorBoundary, lazy, onMount, type Component } from "solid-js";
import { messageOf } from "../chain/errors.js";
import { load } from "../parts.js";
import { Notice } from "./Notice.js";

/**
 * A component that is loaded when it is first shown, under a Suspense. Where it cannot be loaded or fails, that stands in its place, and
 * all else of the page stays. `pressed`: whether somebody asked for it, and so is to see that it is not there.
 */
export function part<Props extends object>(wanted: () => Promise<{ default: Component<Props> }>, pressed = true): Component<Props> {
  const Loaded = lazy(() => load(wanted()));
  return (props) => (
    <ErrorBoundary fallback={(error) => <Faulty error={error} pressed={pressed} />}><Loaded {...props} /></ErrorBoundary>
  );
}

function Faulty(props: { error: unknown; pressed: boolean }) {
  let place: HTMLDivElement | undefined;
  // What was pressed may be far from here.
  onMount(() => props.pressed && place?.scrollIntoView({ block: "nearest" }));
  return (
    <div ref={place}>
      <Notice kind="bad" title="This could not be shown" action={{ label: "Load the page again", run: () => location.reload() }}>
        {messageOf(props.error)}
      </Notice>
    </div>
  );
}
