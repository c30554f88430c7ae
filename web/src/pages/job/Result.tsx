// A job's result: its digest, where it lies, and whether a file is it.
import { createSignal, Show } from "solid-js";
import { Untrusted } from "../../ui/Address.js";
import { Copy } from "../../ui/Copy.js";
import { FileField } from "../../ui/FileField.js";
import { Notice } from "../../ui/Notice.js";
import { digestOf } from "../shared/input.js";

/** `output` is the digest; `locator` the provider's own words. */
export function Result(props: { output: string; locator: string | undefined; timeUsed: boolean; counts: string }) {
  const [verdict, setVerdict] = createSignal<{ readonly same: boolean; readonly digest: string } | undefined>();
  return (
    <section aria-label="Result">
      <h2>Result</h2>
      <p>{props.counts}</p>
      <Show when={!props.timeUsed} fallback={<p>The program did not end in the time paid for: the output says so, and there is nothing to fetch.</p>}>
        <dl class="facts">
          <div><dt>Digest (sha256)</dt><dd><code class="digest">{props.output}</code><Copy text={props.output} what="result digest" /></dd></div>
          <div><dt>Where its provider says it lies</dt><dd><Show when={props.locator} fallback="It does not say.">{(place) => <Untrusted text={place()} />}</Show></dd></div>
        </dl>
        <p class="muted">A provider writes that address itself: expect anything there. What you fetch is the result only if its digest is the one above.</p>
        <FileField label="Check a file against it" onFile={async (bytes) => {
          const digest = await digestOf(bytes);
          setVerdict({ same: digest === props.output, digest });
        }} />
        <div aria-live="polite">
          <Show when={verdict()}>{(found) => (
            <Show when={found().same} fallback={<Notice kind="bad" title="It is another file">Its sha256 is <code class="digest">{found().digest}</code>.</Notice>}>
              <Notice kind="good">The file is the result.</Notice>
            </Show>
          )}</Show>
        </div>
      </Show>
    </section>
  );
}
