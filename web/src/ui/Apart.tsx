import { ErrorBoundary, type ParentProps } from "solid-js";
import { messageOf } from "../chain/errors.js";
import { Notice } from "./Notice.js";

/** A part of a page. What goes wrong in it, as by an event that is not what it should be, leaves the rest of the page as it is. */
export function Apart(props: ParentProps<{ what: string }>) {
  return (
    <ErrorBoundary fallback={(error, retry) => (
      <Notice kind="warn" title={`${props.what} could not be shown`} action={{ label: "Try again", run: retry }}>{messageOf(error)}</Notice>
    )}>{props.children}</ErrorBoundary>
  );
}
