// Which verification methods a form offers. What they mean is loaded once somebody has chosen one: method.ts.
import type { verifierGateway } from "compute-amm";
import { formatDuration } from "../../money/time.js";

/** Whether a method can be used in a request now, and in words why not. `now` is in Unix seconds. */
export function usable(method: verifierGateway.MethodResponse, now: number): string | null {
  if (method.disabled) return "stopped";
  return method.active_from > now ? `from ${formatDuration(method.active_from - now)} on` : null;
}
