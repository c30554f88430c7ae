import { createSignal } from "solid-js";
import { part } from "../../../ui/part.js";
import { Done, type DoneNote } from "../../../ui/Done.js";
import { Explained } from "./Explained.js";

const Form = part(() => import("./LeaveForm.js"));

export function Leave(props: { open: boolean }) {
  // Each part goes away with what it took back.
  const [done, setDone] = createSignal<DoneNote | undefined>();
  return (
    <Explained open={props.open} form="Withdraw, or leave" later
      what="Take your GPUs back, then your bond; both may be parts. To leave the market, owe, lock and offer nothing in any class. There is no waiting period."
      locks="Nothing." risks="Nothing. Your reputation stays and fades with time; you may come back.">
      <Done note={done()} />
      <Form onSent={(text, sent) => setDone({ text, sent })} />
    </Explained>
  );
}
