import { ErrorBoundary, lazy, onMount, type Component } from "solid-js";
import { messageOf } from "../chain/errors.js";
import { load } from "../parts.js";
import { Notice } from "./Notice.js";

/**
 * A component that is loaded when it is first shown, under a Suspense. Where it cannot be loaded or fails, that stands in its place, and
 * all else of the page stays.
 */
export function part<Props extends object>(wanted: () => Promise<{ default: Component<Props> }>): Component<Props> {
  const Loaded = lazy(() => load(wanted()));
  return (props) => (
    <ErrorBoundary fallback={(error) => <Faulty error={error} />}><Loaded {...props} /></ErrorBoundary>
  );
}

function Faulty(props: { error: unknown }) {
  let place: HTMLDivElement | undefined;
  // What was pressed may be far from here.
  onMount(() => place?.scrollIntoView({ block: "nearest" }));
  return (
    <div ref={place}>
      <Notice kind="bad" title="This could not be shown" action={{ label: "Load the page again", run: () => location.reload() }}>
        {messageOf(props.error)}
      </Notice>
    </div>
  );
}
