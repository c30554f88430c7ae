// The archive of the chain that the page looks at, where the configuration names one.
import type { App } from "../../app.js";
import { Archive } from "../../chain/archive.js";
import type { Config } from "../../config.js";

const archives = new WeakMap<Config, Map<string, Archive>>();

/** The same for every page, so that each file is fetched once. Undefined without a history, or before the chain is known. */
export function archiveOf({ config, market }: App): Archive | undefined {
  const chainId = market.snapshot()?.status.chainId;
  if (config.history === null || chainId === undefined) return undefined;
  const known = archives.get(config) ?? new Map<string, Archive>();
  archives.set(config, known);
  const archive = known.get(chainId) ?? new Archive(config.history, chainId);
  known.set(chainId, archive);
  return archive;
}
