import { Notice } from "../../ui/Notice.js";

/** Where somebody looks for leases on a market that has none. */
export function NoLeases() {
  return (
    <Notice kind="info" title="This market has no leases">
      Its configuration names no <code>lease_market</code>, so no machine is rented by the second here. It sells jobs:{" "}
      <a href="#/get">request one</a>, or <a href="#/jobs">look at yours</a>.
    </Notice>
  );
}
