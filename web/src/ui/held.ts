import type { Resource } from "solid-js";

/**
 * What a resource holds; undefined while it is read for the first time. To read the resource itself, or its `latest`, would take the
 * whole page away until then, also one that is there already.
 */
export function held<T>(resource: Resource<T>): T | undefined {
  return resource.state === "ready" || resource.state === "refreshing" ? resource.latest : undefined;
}
