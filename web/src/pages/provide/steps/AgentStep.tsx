import { useApp } from "../../../app.js";
import { Explained } from "./Explained.js";

export function AgentStep(props: { open: boolean }) {
  const leases = useApp().config.lease_market !== null;
  return (
    <Explained open={props.open}
      what={<>Run <code>camm agent</code> beside your GPUs: it accepts jobs{leases ? ", calls and leases" : " and calls"}, does the work, has it signed and delivers it. Its file stands <a href="#agent" onClick={toAgent}>below</a>.</>}
      locks={`Of each job a part of the free bond, at least the least lock, until it has ended${leases ? "; of each lease the pledge that it names" : ""}. GPUs, until the result is there.`}
      risks={`A late result burns a part of the lock, doubled with each fault, and the last one jails. A false result costs the whole lock.${leases ? " A lease that you stop early costs a part of its pledge." : ""}`} />
  );
}

/** The address of this page is behind the `#` already. */
function toAgent(event: Event) {
  event.preventDefault();
  document.getElementById("agent")?.scrollIntoView({ behavior: "smooth" });
  document.getElementById("agent")?.focus({ preventScroll: true });
}
