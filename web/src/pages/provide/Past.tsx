// What is behind a provider: earnings, and what they made of its reputation.
import type { Providing } from "./context.js";
import { EarningsTable } from "./EarningsTable.js";
import { Reputation } from "./Reputation.js";

export default function Past(props: { providing: Providing }) {
  return <><EarningsTable providing={props.providing} /><Reputation providing={props.providing} /></>;
}
