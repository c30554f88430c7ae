// Who else may debit one's account.
import { createSignal, Show, untrack } from "solid-js";
import type { pool } from "compute-amm";
import { useApp } from "../../app.js";
import { assetOf } from "../../chain/assets.js";
import type { Holdings } from "../../chain/holdings.js";
import { createPolled, type Polled } from "../../chain/polled.js";
import type { Snapshot } from "../../chain/snapshot.js";
import { formatWhole, tryAmount } from "../../money/amounts.js";
import { amount, execute } from "../../wallet/messages.js";
import { Address } from "../../ui/Address.js";
import { Amount } from "../../ui/Amount.js";
import { Busy } from "../../ui/Busy.js";
import { Done, type DoneNote } from "../../ui/Done.js";
import { Time } from "../../ui/Duration.js";
import { AmountField } from "../../ui/AmountField.js";
import { Field, Select } from "../../ui/Field.js";
import { Notice } from "../../ui/Notice.js";
import { Send } from "../../ui/Send.js";
import { stable } from "../../ui/stable.js";
import { Table, type Column } from "../../ui/Table.js";
import { endOf, mayBeAddress } from "./model.js";
import { readAllowances, type Allowance, type Allowances as Read } from "./reads.js";

/** Hundreds of events that are read at first, and more of them each time that one asks. */
const PAGES = 3;
const DAY = 86_400;
const DAYS: Readonly<Record<string, number>> = { 1: 1, 7: 7, 30: 30, 365: 365 };

export function Allowances(props: { snapshot: Snapshot; holdings: Polled<Holdings> }) {
  const { market, rpc, wallet, unit, config } = useApp();
  const contract = () => props.snapshot.terms.contracts.pool;
  /** How many hundreds of events are read. */
  const [pages, setPages] = createSignal(PAGES);
  const found = createPolled<Read, string>(market, (height, owner) => readAllowances(rpc, contract(), owner, height, untrack(pages)), 20,
    () => wallet.account()?.address);
  const rows = stable(() => found.value()?.found ?? [], ({ spender, key, amount: left, expires }) => `${spender} ${key} ${left} ${expires}`);
  const [done, setDone] = createSignal<DoneNote | undefined>();
  const [spender, setSpender] = createSignal("");
  const [chosen, setChosen] = createSignal("");
  const [text, setText] = createSignal("");
  const [days, setDays] = createSignal("30");
  const key = () => chosen() || props.snapshot.terms.networkDenom;
  const value = () => tryAmount(text(), unit(key()).decimals) ?? 0n;
  const ends = () => endOf(DAY * (DAYS[days()] ?? 30), market.now(), Date.now());
  const wrong = () => {
    const typed = spender().trim();
    if (typed === "") return undefined;
    if (!mayBeAddress(typed, config.prefix)) return `Expected an address that begins with ${config.prefix}1.`;
    return typed === wallet.account()?.address ? "An allowance is for somebody else." : undefined;
  };
  const columns: readonly Column<Allowance>[] = [
    { head: "Who may debit", main: true, cell: (one) => <Address address={one.spender} /> },
    { head: "At most", right: true, cell: (one) => <Amount value={one.amount} unit={unit(one.key)} exact /> },
    { head: "Until", cell: ({ expires }) => <Time at={expires} /> },
    { head: "", cell: (one) => (
      <Send kind="danger" onSent={(sent) => { setDone({ text: "The allowance is removed.", sent }); void found.refresh(); }}
        messages={() => [execute<pool.ExecuteMsg>(contract(), { decrease_allowance: { spender: one.spender, asset: assetOf(one.key), amount: amount(one.amount) } })]}>
        Remove
      </Send>
    ) },
  ];
  return (
    <section aria-labelledby="allowances">
      <h2 id="allowances">Allowances on your account</h2>
      <p>Whoever has one may take so much out of your account, and send it wherever it wants. The market's own contracts need none.</p>
      <Show when={found.error()}>{(why) => <Notice kind="info" title="Allowances are not known">{why()}</Notice>}</Show>
      <Done note={done()} />
      <Show when={found.value()} fallback={<p class="muted"><Busy>Reading…</Busy></p>}>
        <Table caption="Allowances that you gave" columns={columns} rows={rows()}
          empty={found.value()?.more ? "Of those that were read none still counts." : "You have given none that still counts."} />
        <Show when={found.value()?.more}>
          <Notice kind="warn" title="There may be more" action={{ label: "Read older ones", run: () => { setPages((before) => before + PAGES); void found.refresh(); } }}>
            Your newest {formatWhole(found.value()?.read ?? 0)} grants and removals were read; older ones may still count.
          </Notice>
        </Show>
      </Show>
      <details>
        <summary>Let somebody debit your account</summary>
        <div class="form">
          <Field label="Who" value={spender()} onInput={setSpender} mono error={wrong()} placeholder={`${config.prefix}1…`} />
          <div class="form-row">
            <Select label="Asset to allow" value={key()} onChange={setChosen} options={(props.holdings.value()?.assets ?? []).map((one) => ({ value: one.key, label: unit(one.key).symbol }))} />
            <AmountField label="How much more" value={text()} onInput={setText} unit={unit(key())} hint="It is added to what they may already." />
            <Select label="Ends in" value={days()} onChange={setDays} options={Object.keys(DAYS).map((one) => ({ value: one, label: one === "1" ? "1 day" : `${one} days` }))} hint={<>On <Time at={ends()} />.</>} />
          </div>
          <Notice kind="warn">At worst all of it is taken at once, whether or not you got anything for it.</Notice>
          <Send disabled={value() === 0n || spender().trim() === "" || wrong() !== undefined} done="Allowed." onSent={() => { setText(""); void found.refresh(); }}
            messages={() => [execute<pool.ExecuteMsg>(contract(), { increase_allowance: {
              spender: spender().trim(), asset: assetOf(key()), amount: amount(value()), expires: ends(),
            } })]}>
            Allow
          </Send>
        </div>
      </details>
    </section>
  );
}
