// The vaults of a class, one beside the other.
import { Show } from "solid-js";
import { toBigInt } from "compute-amm";
import { useApp } from "../../app.js";
import type { ClassView } from "../../chain/snapshot.js";
import { LEAST_EARNING } from "../../chain/staking.js";
import { perDay, vaultUnit, type Vault, type VaultTerms } from "../../chain/vaults.js";
import { formatTime } from "../../money/time.js";
import { shorten } from "../../ui/Address.js";
import { Amount, Net } from "../../ui/Amount.js";
import { Table, type Column } from "../../ui/Table.js";
import { addressOf } from "../shared/vaults/model.js";

export function VaultList(props: { vaults: readonly Vault[]; terms: VaultTerms; view: ClassView | undefined; chosen: string | undefined }) {
  const app = useApp();
  const { market, wallet } = app;
  const asset = (vault: Vault) => vaultUnit(app, props.terms, vault.asset);
  const own = (vault: Vault) => props.view?.positions?.find(({ provider }) => provider === vault.provider);
  const columns: readonly Column<Vault>[] = [
    { head: "Provider", main: true, cell: (vault) => (
      <>
        <a href={addressOf(vault.class, vault.provider)} title={vault.provider} aria-current={vault.provider === props.chosen ? "true" : undefined}><code>{shorten(vault.provider)}</code></a>
        <Show when={vault.provider === wallet.account()?.address}> <span class="tag">you</span></Show>
      </>
    ) },
    { head: "Staked", right: true, cell: (vault) => <Amount value={vault.assets} unit={asset(vault)} /> },
    { head: "Backs jobs now", right: true, cell: (vault) => <Amount value={vault.backed} unit={asset(vault)} /> },
    { head: "Free", right: true, cell: (vault) => <Amount value={vault.free} unit={asset(vault)} /> },
    { head: "Burned so far", right: true, cell: (vault) => <Amount value={vault.burned} unit={asset(vault)} /> },
    { head: "Pays in a day", right: true, cell: (vault) => (
      <Show when={vault.left > 0n} fallback="nothing">
        <Show when={vault.shares >= LEAST_EARNING} fallback="waits for more deposits">
          <Amount value={perDay(vault, market.snapshot()?.status.time ?? 0)} unit={asset(vault)} /> <small>until {formatTime(vault.end)}</small>
        </Show>
      </Show>
    ) },
    { head: "Provider's own bond", right: true, cell: (vault) => <Show when={own(vault)} fallback="–">{(one) => <Net value={toBigInt(one().bond)} />}</Show> },
  ];
  return <Table caption="Vaults of this class" columns={columns} rows={props.vaults} empty="No provider of this class has opened one." />;
}
