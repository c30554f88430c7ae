// What only a standard job has: loaded once somebody has chosen one.
import { useApp } from "../../app.js";
import { Check, Field } from "../../ui/Field.js";
import type { JobForm } from "./order.js";

export default function StandardFields(props: { form: JobForm; change: (part: Partial<JobForm>) => void; fault: (name: string, typed: string) => string | undefined }) {
  const { net } = useApp();
  return (
    <>
      <Field label="Least damages" mode="decimal" unit={net.symbol} value={props.form.minDamages} onInput={(minDamages) => props.change({ minDamages })} error={props.fault("minDamages", props.form.minDamages)}
        hint="A debtor whose default would pay less is passed over when the job is called." />
      <Check label="Anyone may call it" checked={props.form.anyoneMayCall} onChange={(anyoneMayCall) => props.change({ anyoneMayCall })}
        hint="Else only you may. With it a keeper can call the job for you while you are away." />
    </>
  );
}
