// What swaps brought to those who provide to a pool, out of the archive; where there is none, nothing is said.
import { Show } from "solid-js";
import { useApp, type App } from "../../app.js";
import { poolRows } from "../../chain/archive-files.js";
import { createPolled } from "../../chain/polled.js";
import { curve, spot, type Pool } from "../../chain/pools.js";
import { dayOf, feesOf, type Fees } from "../../chain/series.js";
import { formatShare, worth } from "../../money/amounts.js";
import { Amount } from "../../ui/Amount.js";
import { Time } from "../../ui/Duration.js";
import { Stat } from "../../ui/Stat.js";
import { archiveOf } from "../shared/archived.js";

const DAY = 86_400;
const HOUR = 3_600;

/** Of the last 7 and 30 days (UTC), today included. */
export interface PoolFees {
  readonly week: Fees;
  readonly month: Fees;
}

/** Fees of pools by their ids; none for those that are not in the archive. */
export function createFees(app: App, ids: () => readonly number[]): (id: number) => PoolFees | undefined {
  const key = () => (app.config.history === null || ids().length === 0 ? undefined : ids().join(" "));
  const polled = createPolled<ReadonlyMap<number, PoolFees>, string>(app.market, async (_, asked) => {
    const archive = archiveOf(app);
    const now = app.market.now();
    const found = await Promise.all(asked.split(" ").map(async (id): Promise<[number, PoolFees][]> => {
      const known = ids().find((one) => `${one}` === id);
      const file = archive && known !== undefined ? await poolRows(archive, known, "1d") : undefined;
      // One that stands still says less than there was.
      return file && known !== undefined && file.cover.time > now - HOUR
        ? [[known, { week: feesOf(file.rows, file.cover, 7, now), month: feesOf(file.rows, file.cover, 30, now) }]] : [];
    }));
    return new Map(found.flat());
  }, 60, key);
  return (id) => polled.value()?.get(id);
}

/** Both fees as an amount of asset 1, ⌊⌋, at the price of now. */
function inAsset1({ fees0, fees1 }: Fees, pool: Pool): bigint {
  return fees1 + worth(fees0, spot(curve(pool)) ?? 0n);
}

/** For a row of pools: 7 days, and 30. */
export function FeesCell(props: { pool: Pool; fees: PoolFees | undefined }) {
  const { unit } = useApp();
  return (
    <Show when={props.fees} fallback="–">{(known) => (
      <>
        <Amount value={inAsset1(known().week, props.pool)} unit={unit(props.pool.asset1)} /><br />
        <Amount value={inAsset1(known().month, props.pool)} unit={unit(props.pool.asset1)} />
      </>
    )}</Show>
  );
}

/** For the page of a pool: inside a `<dl class="stats">`. */
export function FeesStats(props: { pool: Pool; fees: PoolFees }) {
  return (
    <>
      <FeesStat name="Fees for providers, 7 days" days={7} pool={props.pool} fees={props.fees.week} />
      <FeesStat name="30 days" days={30} pool={props.pool} fees={props.fees.month} />
    </>
  );
}

function FeesStat(props: { name: string; days: number; pool: Pool; fees: Fees }) {
  const { market, unit } = useApp();
  // What it holds, in asset 1: as much of either, or of a launch pool what credits are worth and NET.
  const holds = () => props.pool.reserve1 + worth(props.pool.reserve0, spot(curve(props.pool)) ?? 0n);
  const short = () => props.fees.from > dayOf(market.now()) - (props.days - 1) * DAY;
  return (
    <Stat name={props.name} note={
      <>
        <Amount value={props.fees.fees0} unit={unit(props.pool.asset0)} /> and <Amount value={props.fees.fees1} unit={unit(props.pool.asset1)} />;{" "}
        {formatShare(inAsset1(props.fees, props.pool), holds())} of what it holds now
        <Show when={short()}>; known since <Time at={props.fees.from} /></Show>
      </>
    }>
      <Amount value={inAsset1(props.fees, props.pool)} unit={unit(props.pool.asset1)} />
    </Stat>
  );
}
