// Where the waits of jobs in hand began.
import type { Mark } from "../../chain/clock.js";
import { eventQuery } from "../../chain/events.js";
import type { Rpc } from "../../chain/rpc.js";
import { BEGINS } from "../shared/deadline.js";
import type { Work } from "./reads.js";

/** The blocks in which the waits of some jobs began, by their number; without those that the node does not tell. */
export async function beginningsOf(rpc: Rpc, contract: string, jobs: readonly Pick<Work["jobs"][number], "job_id" | "state">[]): Promise<ReadonlyMap<number, Mark>> {
  const found = await Promise.all(jobs.map(async ({ job_id, state }) => {
    const begins = BEGINS[state];
    if (!begins) return [];
    const { txs: [newest] } = await rpc.txs(eventQuery(contract, begins, { job_id }), 1, { perPage: 1 });
    return newest ? [[job_id, { height: newest.height, time: await rpc.blockTime(newest.height) }] as const] : [];
  }).map((one) => one.catch(() => [])));
  return new Map(found.flat());
}
