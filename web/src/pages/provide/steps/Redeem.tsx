import { createSignal } from "solid-js";
import { part } from "../../../ui/part.js";
import { Done, type DoneNote } from "../../../ui/Done.js";
import { Explained } from "./Explained.js";

const Form = part(() => import("./RedeemForm.js"));

export function Redeem(props: { open: boolean }) {
  // Whoever redeems all owes nothing then, and the form goes away.
  const [done, setDone] = createSignal<DoneNote | undefined>();
  return (
    <Explained open={props.open} form="Redeem" later
      what="Bring credits back, and you no longer owe them. Jobs that are paid by redemption, and calls that you serve, do the same by themselves."
      locks="Nothing. The credits' part of the collateral is free bond again."
      risks="Nothing. Credits that you must buy for it may be dearer than those that you sold.">
      <Done note={done()} />
      <Form onSent={(sent) => setDone({ text: "Redeemed. Their collateral is free bond.", sent })} />
    </Explained>
  );
}
