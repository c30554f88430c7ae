// Jobs and leases that are not over, of a client or a provider. A page of the contracts' lists looks at 500 records of anybody's, and may
// find nothing in them and yet go on: pages are followed, a bounded number of them.
import type { jobMarket, leaseMarket } from "compute-amm";
import type { Rpc } from "../../chain/rpc.js";

/** Pages that are followed at first, and so many more of them each time that somebody reads on. */
export const STEP = 8;

/** What was found, and whether pages were left unread. */
export interface Followed<T> {
  readonly found: readonly T[];
  readonly more: boolean;
}

interface After {
  readonly start_after?: number;
}

/** Follows a list from page to page, at most `pages` of them. Throws what `ask` throws. */
export async function follow<T>(ask: (after: After) => Promise<{ readonly found: readonly T[]; readonly next?: number | null | undefined }>, pages: number): Promise<Followed<T>> {
  const found: T[] = [];
  let after: After = {};
  for (let page = 0; page < pages; page += 1) {
    const answer = await ask(after);
    found.push(...answer.found);
    if (answer.next === null || answer.next === undefined) return { found, more: false };
    after = { start_after: answer.next };
  }
  return { found, more: true };
}

/** Jobs of an owner, or of a provider, that have not ended, newest first. */
export function openJobs(rpc: Rpc, contract: string, filter: { readonly owner: string } | { readonly provider: string }, height: number, pages: number): Promise<Followed<jobMarket.JobResponse>> {
  return follow(async (after) => {
    const { jobs: found, next } = await rpc.query<jobMarket.JobsResponse>(contract, {
      jobs: { filter, order: "descending", limit: 100, ...after },
    } satisfies jobMarket.QueryMsg, height);
    return { found, next };
  }, pages);
}

/** Leases of a client, or of a provider, that are not over, newest first; none where there is no lease-market. */
export async function openLeases(
  rpc: Rpc, contract: string | null, filter: { readonly client: string } | { readonly provider: string }, height: number, pages: number,
): Promise<Followed<leaseMarket.LeaseResponse>> {
  if (contract === null) return { found: [], more: false };
  return follow(async (after) => {
    const { leases: found, next } = await rpc.query<leaseMarket.LeasesResponse>(contract, {
      leases: { filter, order: "descending", limit: 100, ...after },
    } satisfies leaseMarket.QueryMsg, height);
    return { found, next };
  }, pages);
}
