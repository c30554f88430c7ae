// What is behind a provider: earnings, and what they made of its reputation. It imports nothing of the page's own chunk, so that it
// can be loaded later: the page hands it what they share.
import type { Providing } from "./context.js";
import { EarningsTable } from "./EarningsTable.js";
import { Reputation } from "./Reputation.js";

export default function Past(props: { providing: Providing }) {
  return <><EarningsTable providing={props.providing} /><Reputation providing={props.providing} /></>;
}
