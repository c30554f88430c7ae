import { useApp } from "../app.js";
import type { Holding } from "../chain/holdings.js";
import { formatShort } from "../money/amounts.js";
import { Select } from "./Field.js";

/** Where coins lie: in the wallet, or in one's account in the pool contract. */
export type Place = "wallet" | "account";

/** From where something is paid, with what is there. */
export function PayFrom(props: { holding: Holding; value: Place; onChange: (place: Place) => void; label?: string }) {
  const { unit, wallet } = useApp();
  const held = (amount: bigint) => {
    const { symbol, decimals } = unit(props.holding.key);
    return wallet.account() ? ` (${formatShort(amount, decimals)} ${symbol})` : "";
  };
  return (
    <Select label={props.label ?? "Pay from"} value={props.value} onChange={(place) => props.onChange(place as Place)} options={[
      { value: "wallet", label: `Wallet${held(props.holding.wallet)}` },
      { value: "account", label: `Account in the pool contract${held(props.holding.account)}` },
    ]} />
  );
}

/** Where something goes. */
export function PayTo(props: { value: Place; onChange: (place: Place) => void; label?: string; hint?: string }) {
  return (
    <Select label={props.label ?? "Receive in"} value={props.value} onChange={(place) => props.onChange(place as Place)} options={[
      { value: "wallet", label: "Wallet" }, { value: "account", label: "Account in the pool contract" },
    ]} {...(props.hint === undefined ? {} : { hint: props.hint })} />
  );
}
