// The prices that the registry uses now.
import type { providerRegistry } from "compute-amm";
import { useApp } from "../../app.js";
import { createPolled } from "../../chain/polled.js";
import { useProviding } from "./context.js";

/** The prices that a mint and a call would use now; of the class in view. */
export function createPrice() {
  const { market, rpc } = useApp();
  const providing = useProviding();
  return createPolled<providerRegistry.PriceResponse, string>(market, (height, id) =>
    rpc.query<providerRegistry.PriceResponse>(providing.snapshot.terms.contracts.registry, { price: { class: id } }, height), 5,
    () => (providing.view.pool ? providing.view.id : undefined));
}
