// Vaults: a provider opens one and pays for it; somebody stands behind the provider, backs a job, leaves and is paid.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { describe, test } from "node:test";
import { toBigInt, type HexBinary, type jobMarket, type providerRegistry } from "compute-amm";
import { amountOf } from "../../src/chain/events.js";
import { readOwn, readVault, type Vault } from "../../src/chain/vaults.js";
import { addressOf } from "../../src/pages/shared/vaults/model.js";
import { stake } from "../../src/pages/stake/messages.js";
import { execute } from "../../src/wallet/messages.js";
import { PURSE, sent, shows, somebody, tokens, within } from "./deeds.js";
import { configOf, LATEST, rpc, until, type Hand } from "./hands.js";
import { A100, APPROVAL, client, contracts, leaves, ONE, provider, restaking, withVault } from "./people.js";
import { fillJob, request, stateIs } from "./requests.js";
import { amount, open, picture, type Tab } from "./setting.js";

const vaultOf = async ({ address }: Hand): Promise<Vault> => readVault(rpc, await restaking(), { provider: address, class: A100 }, LATEST);

/** A new generation has begun: by the page's button, if no keeper was sooner. */
async function rotated({ page }: Tab, owner: Hand, generation: number): Promise<Vault> {
  const button = page.getByRole("button", { name: "Begin the next generation" });
  return until(`generation ${generation}`, async () => {
    const now = await vaultOf(owner);
    if (now.generation >= generation) return now;
    if (await button.isEnabled({ timeout: 500 }).catch(() => false)) await button.click({ timeout: 2_000 }).catch(() => undefined);
    return undefined;
  });
}

describe("vaults", { concurrency: 3 }, () => {
  test("a provider opens and funds a vault, which backs a job, and who stands behind it leaves and is paid", async () => {
    const [owner, contract, { registry, jobMarket: market }] = await Promise.all([provider(), restaking(), contracts()]);

    // The provider.
    const desk = await open(`#/provide?class=${A100}`, { wallet: owner.name });
    await desk.connect();
    await desk.page.getByText("A vault: others' stake behind your jobs").click();
    const fold = desk.page.locator("details").filter({ has: desk.page.getByText("A vault: others' stake behind your jobs") });
    await fold.getByLabel("Asset of the vault").selectOption("unet");
    await fold.getByRole("button", { name: "Open the vault" }).click();
    within(await sent(fold, /Your vault is open/), contract, "create_vault");
    await fold.getByLabel("NET to pay").fill("9");
    await fold.getByLabel("Over how many days").fill("91");
    await fold.getByText("Expected 1 to 90 days; got 91.").waitFor();
    assert(await fold.getByRole("button", { name: "Pay", exact: true }).isDisabled());
    await fold.getByLabel("Over how many days").fill("30");
    await fold.getByText("It pays in a day then").waitFor();
    await fold.getByRole("button", { name: "Pay", exact: true }).click();
    const paid = within(await sent(fold, /Paid\./), contract, "fund");
    assert.deepEqual([amountOf(paid, "amount"), amountOf(paid, "left")], [9n * ONE, 9n * ONE]);
    // All of it: the stream waits for a deposit.
    await shows(fold, "Your pay for it", 9n * ONE);
    await picture(desk, "flow-vault-opened");

    // A delegator.
    const { tab, hand } = await somebody();
    await tab.go(addressOf(A100));
    await tab.page.getByRole("table", { name: "Vaults of this class" }).getByRole("link", { name: owner.address.slice(0, 10) }).filter({ hasText: owner.address.slice(-6) }).click();
    const own = tab.page.getByRole("region", { name: "Your part" });
    await own.getByText("Your stake burns if this provider is proven to have cheated").waitFor();
    await own.getByLabel("NET to deposit").fill("20.5");
    await own.getByText("Your part of the vault then").waitFor();
    const [shown, least] = await Promise.all([amount(own, "You get"), amount(own, "at least")]);
    await own.getByRole("button", { name: "Deposit", exact: true }).click();
    const deposited = within(await sent(own, /Deposited/), contract, "deposit");
    assert.deepEqual([amountOf(deposited, "amount"), amountOf(deposited, "shares")], [20_500_000n, shown], "nothing streamed before the first deposit");
    assert(least < shown);
    const { token } = await vaultOf(owner);
    assert.equal(await tokens(token, hand), shown);
    assert.equal(await rpc.balance(hand.address, "unet"), PURSE - 20_500_000n);

    // A client, whose job is backed.
    const { tab: buyer } = await client();
    await fillJob(buyer, { class: A100, time: "10 min", method: APPROVAL, program: randomBytes(32).toString("hex"), provider: owner.address });
    await buyer.page.getByLabel("Least backing", { exact: true }).fill("0.001");
    await buyer.page.getByText("Others' stake of at least").waitFor();
    const id = await request(buyer, "job");
    const terms = buyer.page.getByRole("region", { name: "Terms" });
    assert.equal(await amount(terms, "Asks for others' stake"), 1_000n);
    const send = (msg: jobMarket.ExecuteMsg) => execute<jobMarket.ExecuteMsg>(market, msg);
    await owner.sends(send({ accept_job: { job_id: id, payout: { credits: {} } } }));
    await stateIs(buyer, "assigned");
    const lock = await rpc.query<providerRegistry.LockResponse>(registry, { job_lock: { job_id: id } } satisfies providerRegistry.QueryMsg, LATEST);
    assert(toBigInt(lock.backed) >= 1_000n);
    assert.deepEqual([await amount(terms, "The provider's own lock"), await amount(terms, "Others' stake that backs it")], [toBigInt(lock.amount), toBigInt(lock.backed)]);
    await picture(buyer, "flow-job-backed");

    // The delegator leaves with ten receipts while that job runs.
    await own.getByRole("tab", { name: "Leave" }).click();
    await own.getByLabel("Receipts to give back").fill("10");
    await own.getByText("You can claim later").waitFor();
    const quoted = await amount(own, "You can claim later");
    await own.getByRole("button", { name: "Leave", exact: true }).click();
    const leaving = await sent(own, /You are leaving/);
    const left = within(leaving, contract, "exit");
    within(leaving, contract, "rotate");
    const out = amountOf(left, "amount");
    assert(amountOf(left, "shares") === 10n * 10n ** 9n && out >= quoted && out >= 10n * ONE, `${out} of ${quoted}: pay only adds to it`);
    const { generation } = await rotated(tab, owner, Number(left.attributes["generation"]) + 1);
    await own.getByText("A job that it backs still runs; it waits for the last of them.").waitFor();
    await tab.page.getByText("Exits wait: a job of the generation before runs").waitFor();
    assert.equal(await tab.page.getByRole("button", { name: "Begin the next generation" }).count(), 0, "nobody can hurry it");
    await picture(tab, "flow-vault-waits");

    await owner.sends(send({ submit_result: { job_id: id, output: randomBytes(32).toString("hex") as unknown as HexBinary } }));
    await stateIs(buyer, "submitted");
    await buyer.page.getByRole("button", { name: "Approve the result" }).click();
    await stateIs(buyer, "settled");
    await rotated(tab, owner, generation + 1);
    await own.getByText("can be claimed. Nothing can burn of it any more.").waitFor();
    await own.getByRole("button", { name: "Claim", exact: true }).click();
    const claimed = within(await sent(own, /Claimed/), contract, "claim");
    assert.equal(amountOf(claimed, "amount"), out);
    assert.equal(await rpc.balance(hand.address, "unet"), PURSE - 20_500_000n + out);
    const rest = await readOwn(rpc, contract, await vaultOf(owner), hand.address);
    assert.deepEqual([rest.shares, rest.tickets.length], [shown - 10n * 10n ** 9n, 0]);
    await own.getByRole("button", { name: "Claim", exact: true }).waitFor({ state: "hidden" });

    // What is left of it stands on the account's page.
    await tab.go("#/account");
    await tab.page.getByText("Stakes in vaults").click();
    const row = tab.page.getByRole("table", { name: "Stakes in vaults" }).getByRole("row").filter({ hasText: A100 });
    await row.getByText("10.5", { exact: false }).first().waitFor();
    await row.getByRole("link").click();
    await own.getByText("Your part of the vault").first().waitFor();
    await leaves(owner);
    await Promise.all([tab.close(), desk.close(), buyer.close()]);
  });

  test("the receipt of stakes is deposited by its own send", async () => {
    const { staking } = await configOf();
    const { tab, hand } = await somebody();
    await hand.sends(stake(staking!, "unet", 50n * ONE, 1n));
    const { token: receipt } = await rpc.query<{ readonly token: string }>(staking!, { config: {} });
    const [owner, contract] = await Promise.all([withVault(`cw20:${receipt}`), restaking()]);
    const before = await tokens(receipt, hand);
    await tab.go(addressOf(A100, owner.address));
    const own = tab.page.getByRole("region", { name: "Your part" });
    await own.getByLabel("stNET to deposit").fill("2.5000001");
    await own.getByText("Expected a multiple of 0.000001 stNET").waitFor();
    await own.getByLabel("stNET to deposit").fill("2.5");
    await own.getByText("Your part of the vault then").waitFor();
    await own.getByRole("button", { name: "Deposit", exact: true }).click();
    const event = within(await sent(own, /Deposited/), contract, "deposit");
    assert.deepEqual([amountOf(event, "amount"), amountOf(event, "shares")], [2_500_000_000n, 2_500_000_000n]);
    assert.equal(await tokens(receipt, hand), before - 2_500_000_000n);
    await shows(tab.page.getByRole("region", { name: "The vault" }), "Staked here", 2_500_000_000n);
    await picture(tab, "flow-vault-stnet");
    await tab.close();
  });

  test("more than there is is not deposited, a first deposit is not too small, and more than one has does not leave", async () => {
    const [{ tab }, owner] = await Promise.all([somebody({ unet: 5n * ONE }), withVault("unet")]);
    await tab.go(addressOf(A100, owner.address));
    const own = tab.page.getByRole("region", { name: "Your part" });
    const press = own.getByRole("button", { name: "Deposit", exact: true });
    await own.getByLabel("NET to deposit").fill("6");
    await own.getByText("There are 5 in the wallet").waitFor();
    assert(await press.isDisabled());
    await own.getByLabel("NET to deposit").fill("0.5");
    await own.getByText("Expected at least 1 NET: it is the first deposit.").waitFor();
    assert(await press.isDisabled());
    await own.getByRole("tab", { name: "Leave" }).click();
    await own.getByLabel("Receipts to give back").fill("0.000000001");
    await own.getByText("You have 0.").first().waitFor();
    assert(await own.getByRole("button", { name: "Leave", exact: true }).isDisabled());
    await tab.close();
  });
});
