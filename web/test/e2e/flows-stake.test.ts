// Staking: in, the income, and out.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { toBigInt, type feeCollector } from "compute-amm";
import { amountOf } from "../../src/chain/events.js";
import { readShares, readStakes } from "../../src/chain/staking.js";
import { PURSE, sent, somebody, within } from "./deeds.js";
import { LATEST, rpc, snapshot, until } from "./hands.js";
import { ONE } from "./people.js";
import { amount, at, picture } from "./setting.js";

const pool = async () => ((await (await fetch(`${at.page}/config.json`)).json()) as { readonly staking: string }).staking;

describe("stakes", () => {
  test("somebody stakes, has the share brought, and leaves with what was shown", async () => {
    const contract = await pool();
    const { terms: { contracts: { fees } } } = await snapshot();
    const { tab, hand } = await somebody();
    await tab.go("#/stake");
    const own = tab.page.getByRole("region", { name: "Your stake" });
    await own.getByLabel("NET to stake").fill("123.456789");
    await own.getByText("Your part of all stakes then").waitFor();
    const [shown, least] = await Promise.all([amount(own, "You get"), amount(own, "at least")]);
    await own.getByRole("button", { name: "Stake", exact: true }).click();
    const staked = within(await sent(own, /Staked/), contract, "stake");
    const shares = amountOf(staked, "shares");
    assert(shares <= shown && shares >= least, `${shares} of ${shown}, at least ${least}`);
    assert.equal(amountOf(staked, "amount"), 123_456_789n);
    const now = await readStakes(rpc, contract, fees, LATEST);
    assert.equal(await readShares(rpc, now, hand.address, LATEST), shares);
    assert.equal(await rpc.balance(hand.address, "unet"), PURSE - 123_456_789n);

    await tab.go("#/account");
    await tab.page.getByText("which redeem for").waitFor();
    await tab.page.getByRole("link", { name: "Stake or leave" }).click();
    await own.getByText("Your receipts").waitFor();

    // The devnet's agents and keeper work on, so a share comes sooner or later.
    const waits = await until("a share for those who stake", async () => {
      const { stakers } = await rpc.query<feeCollector.BalancesResponse>(fees, { balances: {} }, LATEST);
      return toBigInt(stakers) > 0n || (await readStakes(rpc, contract, fees, LATEST)).left > 0n || undefined;
    });
    assert(waits);
    const bring = tab.page.getByRole("button", { name: "Bring what waits" });
    // A keeper may have brought it first.
    if (await bring.isEnabled() && (await bring.click({ timeout: 5_000 }).then(() => true, () => false))) {
      const staking = tab.page.getByRole("region", { name: "What is staked" });
      const notice = staking.locator(".notice[data-kind=good], .notice[data-kind=bad]").first();
      if (!/nothing to claim/.test(await notice.innerText())) {
        const came = within(await sent(staking, /evenly over seven days/), contract, "collect");
        assert(amountOf(came, "amount") > 0n);
      }
    }
    await picture(tab, "flow-staked");

    await own.getByRole("tab", { name: "Leave" }).click();
    await own.getByRole("button", { name: "All" }).click();
    const [quoted, floor] = await Promise.all([amount(own, "You get"), amount(own, "at least")]);
    await own.getByRole("button", { name: "Leave", exact: true }).click();
    const left = within(await sent(own, /Redeemed/), contract, "unstake");
    const out = amountOf(left, "amount");
    // The price never falls.
    assert(out >= quoted && out >= floor && out + 1n >= 123_456_789n, `${out} of ${quoted}`);
    assert.equal(await readShares(rpc, now, hand.address, LATEST), 0n);
    assert.equal(await rpc.balance(hand.address, "unet"), PURSE - 123_456_789n + out);
    await tab.close();
  });

  test("more than there is is not staked, and more than one has is not given back", async () => {
    const { tab } = await somebody({ unet: 5n * ONE });
    await tab.go("#/stake");
    const own = tab.page.getByRole("region", { name: "Your stake" });
    await own.getByLabel("NET to stake").fill("6");
    await own.getByText("There are 5 in the wallet").waitFor();
    assert(await own.getByRole("button", { name: "Stake", exact: true }).isDisabled());
    await own.getByRole("tab", { name: "Leave" }).click();
    await own.getByLabel("Receipts to give back").fill("0.000000001");
    await own.getByText("You have 0.").first().waitFor();
    assert(await own.getByRole("button", { name: "Leave", exact: true }).isDisabled());
    await tab.close();
  });
});
