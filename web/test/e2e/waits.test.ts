// What somebody must do for a job or a lease to go on, or to end: bring an input, end what nobody took, claim what is owed.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { describe, test } from "node:test";
import { toBigInt, type Binary, type HexBinary, type jobMarket, type leaseMarket, type providerRegistry } from "compute-amm";
import { amountOf } from "../../src/chain/events.js";
import { execute } from "../../src/wallet/messages.js";
import { LATEST, rpc, snapshot } from "./hands.js";
import { A100, APPROVAL, ATTESTED, client, contracts, inAccount, inference, leaves, ONE, provider } from "./people.js";
import { ANSWER, fillJob, PICTURES, request, SSH_KEY, stateIs, told } from "./requests.js";
import { amount, open, picture } from "./setting.js";

/** A keeper looks every 20 seconds, and may be the sooner. */
const TRIES = 4;

describe("somebody is waited for", { concurrency: 3 }, () => {
  test("the input is brought that its provider asks for on chain", async () => {
    const [{ tab, hand }, owner, { jobMarket: market }] = await Promise.all([client(), provider(), contracts()]);
    const { page } = tab;
    await fillJob(tab, { ...(await inference(APPROVAL)), program: randomBytes(32).toString("hex"), provider: owner.address });
    const id = await request(tab, "job");
    const { terms } = await snapshot();
    const bond = toBigInt(terms.jobs.params.data_bond);
    const send = (msg: jobMarket.ExecuteMsg, funds = 0n) => execute<jobMarket.ExecuteMsg>(market, msg, [{ denom: terms.networkDenom, amount: funds }]);
    await owner.sends(send({ accept_job: { job_id: id, payout: { credits: {} } } }), send({ request_data: { job_id: id } }, bond));
    await stateIs(tab, "awaiting input");
    const action = page.locator(".action").filter({ has: page.getByRole("heading", { name: "Bring the input" }) });
    const button = action.getByRole("button", { name: "Bring the input" });
    assert(await button.isDisabled(), "no file is chosen yet");
    await action.getByLabel("The job's input").setInputFiles(ANSWER);
    await button.click();
    await action.getByText("It is another file.").waitFor();
    await picture(tab, "flow-input-wrong");
    await action.getByLabel("The job's input").setInputFiles(PICTURES);
    await button.click();
    await page.getByText("The input is on the chain. The provider works on.").waitFor();
    await stateIs(tab, "assigned");
    const { event } = await told(market, "answer_data", { job_id: id });
    assert.equal(event.attributes["by"], hand.address);
    assert.equal(amountOf(event, "bond"), bond);
    assert.equal(await inAccount(hand, terms.networkDenom), bond);
    await page.getByRole("region", { name: "What happened" }).getByText("The input was brought").waitFor();
    // What was done is told while the job still stands so.
    await owner.sends(send({ submit_result: { job_id: id, output: randomBytes(32).toString("hex") as unknown as HexBinary } }));
    await stateIs(tab, "submitted");
    await page.getByText("The input is on the chain.").waitFor({ state: "hidden" });
    await page.getByRole("button", { name: "Approve the result" }).click();
    await stateIs(tab, "settled");
    await leaves(owner);
    await tab.close();
  });

  test("a job that nobody takes is ended from its page", async () => {
    const [{ tab, hand }, { jobMarket: market }] = await Promise.all([client(), contracts()]);
    const { page } = tab;
    let got = 0n;
    for (let tries = 1; ; tries += 1) {
      // Its only provider is nobody's.
      await fillJob(tab, { class: A100, time: "30 s", method: ATTESTED, program: randomBytes(32).toString("hex"), provider: hand.address, tip: "0.5", acceptWithin: "60 s" });
      const id = await request(tab, "job");
      await stateIs(tab, "open");
      const button = page.getByRole("button", { name: "End the job" });
      const ended = page.locator("main .head-line .tag").getByText("expired", { exact: true });
      await button.or(ended).first().waitFor();
      if (await button.isVisible()) await button.click({ timeout: 2_000 }).catch(() => undefined);
      await stateIs(tab, "expired");
      const { tx, event } = await told(market, "end_job", { job_id: id });
      const back = page.getByRole("region", { name: "What came back" });
      assert.equal(await amount(back, "Credits"), 30n * ONE);
      const net = await amount(back, "NET");
      assert.equal(net, amountOf(event, "take") - amountOf(event, "earned") + 500_000n);
      got += net;
      assert.equal(await inAccount(hand, (await snapshot()).terms.networkDenom), got);
      await page.getByRole("region", { name: "What happened" }).getByText("Ended: nobody accepted it").waitFor();
      const sender = tx.events.find(({ type }) => type === "message")?.attributes.find(({ key }) => key === "sender")?.value;
      if (sender === hand.address) break;
      assert(tries < TRIES, "a keeper was always sooner");
    }
    await page.getByText("The job is ended. What came back is in its owner's account.").waitFor();
    await picture(tab, "flow-job-ended");
    await tab.close();
  });

  test("a provider claims what its leases owe", async () => {
    const [{ tab, hand }, owner, { leaseMarket, registry }] = await Promise.all([client(), provider(), contracts()]);
    const { page } = tab;
    await tab.go("#/get?tab=lease");
    const field = (label: string) => page.getByLabel(label, { exact: true });
    await field("Hardware class").selectOption(A100);
    await field("Time").fill("10 min");
    await field("Your SSH public key").fill(SSH_KEY);
    await field("Only this provider").fill(owner.address);
    const id = await request(tab, "lease");
    const lease = await rpc.query<leaseMarket.LeaseResponse>(leaseMarket!, { lease: { lease_id: id } } satisfies leaseMarket.QueryMsg);
    const { time } = await rpc.status();
    const machine: leaseMarket.PledgeMsg = { endpoint: "gpu.example:22", host_key: randomBytes(32).toString("hex") as unknown as HexBinary };
    await owner.sends(execute<providerRegistry.ExecuteMsg>(registry, {
      pledge: {
        market: leaseMarket!, id, class: A100, gpus: 1, amount: lease.live!.pledge, ends_by: time + 3_600,
        msg: Buffer.from(JSON.stringify(machine)).toString("base64") as unknown as Binary,
      },
    }));
    await stateIs(tab, "running");
    const other = await open(`#/provide?class=${A100}`, { wallet: owner.name });
    await other.connect();
    await other.page.getByRole("button", { name: "Say that the machines run" }).click();
    await other.page.getByText("The machines are said to run.").waitFor();
    // Its first minute is paid once it is over.
    await other.page.getByRole("button", { name: "Claim what leases owe you", disabled: false }).click();
    await other.page.getByText("Claimed. The credits are in your account.").waitFor();
    const { event } = await told(leaseMarket!, "claim", { lease_id: id });
    const paid = amountOf(event, "paid");
    assert(paid >= 60n * ONE && paid <= 600n * ONE, `${paid} is paid`);
    const { credit } = (await snapshot()).classes.find(({ id: name }) => name === A100)!;
    assert.equal(await inAccount(owner, credit), paid);
    await picture(other, "flow-claimed");
    await page.getByRole("button", { name: "Close the lease" }).click();
    await stateIs(tab, "closed");
    await leaves(owner);
    await Promise.all([tab.close(), other.close()]);
    assert((await rpc.balance(hand.address, "unet", LATEST)) < 1_000n * ONE);
  });
});
