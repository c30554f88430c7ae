// What somebody has in vaults: receipts, and exits that wait. Loaded when somebody opens it, as every vault is asked.
import { Show } from "solid-js";
import { useApp } from "../../app.js";
import { createPolled } from "../../chain/polled.js";
import { worded } from "../../chain/staking.js";
import { readParts, RECEIPT, vaultTermsOf, vaultUnit, worthOf, type Part } from "../../chain/vaults.js";
import { href } from "../../router.js";
import { shorten } from "../../ui/Address.js";
import { Amount } from "../../ui/Amount.js";
import { Busy } from "../../ui/Busy.js";
import { Notice } from "../../ui/Notice.js";
import { Table, type Column } from "../../ui/Table.js";
import { addressOf, leavingOf } from "../shared/vaults/model.js";

export default function InVaults(props: { contract: string }) {
  const app = useApp();
  const { market, rpc, wallet } = app;
  const parts = createPolled(market, async (height, owner: string) => {
    const classes = (market.snapshot()?.classes ?? []).map(({ id }) => id);
    const [terms, { found, more }] = await Promise.all([vaultTermsOf(app, props.contract, height), worded(app, readParts(rpc, props.contract, classes, owner, height))]);
    return { terms, found, more };
  }, 12, () => wallet.account()?.address);
  const unit = (part: Part) => vaultUnit(app, parts.value()!.terms, part.vault.asset);
  const columns: readonly Column<Part>[] = [
    { head: "Vault", main: true, cell: ({ vault }) => <><a href={addressOf(vault.class, vault.provider)} title={vault.provider}><code>{shorten(vault.provider)}</code></a> <small>{vault.class}</small></> },
    { head: "Receipts", right: true, cell: ({ own }) => <Amount value={own.shares} unit={RECEIPT} /> },
    { head: "Worth now", right: true, cell: (part) => <Amount value={worthOf(part.vault, part.own.shares)} unit={unit(part)} /> },
    { head: "Waits to leave", right: true, cell: (part) => <Amount value={leavingOf(part.own.tickets).waits} unit={unit(part)} /> },
    { head: "Can be claimed", right: true, cell: (part) => <Amount value={leavingOf(part.own.tickets).free} unit={unit(part)} /> },
  ];
  return (
    <>
      <Show when={parts.error()}>{(why) => <Notice kind="warn" title="The vaults could not be read">{why()}</Notice>}</Show>
      <Show when={parts.value()} fallback={<Show when={!parts.error()}><p class="muted"><Busy>Reading…</Busy></p></Show>}>{(now) => (
        <>
          <Table caption="Stakes in vaults" columns={columns} rows={now().found} empty={<>You have none. <a href={href("/vaults")}>Look at vaults</a>.</>} />
          <Show when={now().more}><p class="muted">A class has more vaults than the 100 that were asked: what you have in others stands at each of them.</p></Show>
        </>
      )}</Show>
    </>
  );
}
