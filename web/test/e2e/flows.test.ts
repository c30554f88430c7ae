// What clients do: from connecting a wallet to a result, a refund, a machine.
import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { amountOf } from "../../src/chain/events.js";
import { formatWhole } from "../../src/money/amounts.js";
import { pressed, shows } from "./deeds.js";
import { rpc, snapshot, until } from "./hands.js";
import { A100, APPROVAL, ATTESTED, client, contracts, H100, inAccount, inference, ONE } from "./people.js";
import { ANSWER, fillJob, paidAsShown, PICTURES, quoteShown, request, SSH_KEY, stateIs, told } from "./requests.js";
import { amount, picture } from "./setting.js";

// They wait more than they work: for agents, and for a lease's first minute.
describe("clients", { concurrency: 3 }, () => {
  test("a machine is leased, topped up and closed", async () => {
    const { tab, hand } = await client();
    const { page } = tab;
    await tab.go("#/get?tab=lease");
    const field = (label: string) => page.getByLabel(label, { exact: true });
    await field("Hardware class").selectOption(H100);
    await field("Time").fill("10 min");
    await field("Your SSH public key").fill(SSH_KEY);
    let shown = await quoteShown(tab);
    const id = await request(tab, "lease", async () => (shown = await quoteShown(tab)));
    const { leaseMarket } = await contracts();
    await paidAsShown(shown, await told(leaseMarket!, "request_lease", { lease_id: id }), H100);
    await stateIs(tab, "running");
    const machine = page.getByRole("region", { name: "Machine" });
    await machine.getByText(/-p 2222 root@gpu\.example$/).waitFor();
    // Its key counts for this lease alone, and not for a host that its provider names.
    await machine.getByText(new RegExp(`^compute-amm-[a-z0-9-]+-lease-${id} ssh-ed25519 AAAA`)).waitFor();
    // It earns by the second, once its first minute is over.
    const earned = () => amount(page.locator("main"), "Earned by the provider so far");
    const first = await earned();
    await until("it earns", async () => ((await earned()) > first ? true : undefined));
    assert.equal(await amount(page.locator("main"), "Prepaid"), 600n * ONE);
    await field("Time to add").fill("5 min");
    await pressed(page.locator("main"), "Add the time", /The time is added/);
    await shows(page.locator("main"), "Prepaid", 900n * ONE);
    await picture(tab, "flow-lease-running");
    await page.getByRole("button", { name: "Close the lease" }).click();
    await stateIs(tab, "closed");
    const { event } = await told(leaseMarket!, "end_lease", { lease_id: id });
    const back = page.getByRole("region", { name: "What came back" });
    assert.equal(await amount(back, "Credits"), amountOf(event, "refunded"));
    // What was earned before more time was added was paid then.
    const { event: added } = await told(leaseMarket!, "top_up", { lease_id: id });
    assert.equal(amountOf(event, "refunded") + amountOf(event, "paid") + amountOf(added, "paid"), 900n * ONE);
    const { credit } = (await snapshot()).classes.find(({ id }) => id === H100)!;
    assert.equal(await inAccount(hand, credit), amountOf(event, "refunded"));
    await picture(tab, "flow-lease-closed");
    await tab.close();
  });

  test("a wallet is connected, remembered, and disconnected", async () => {
    const { tab, hand } = await client();
    const { page } = tab;
    await page.locator("button.wallet").click();
    const dialog = page.getByRole("dialog");
    assert.equal(await amount(dialog, "In it"), 1_000n * ONE);
    await dialog.getByText(hand.name).waitFor();
    await page.keyboard.press("Escape");
    await page.reload();
    await page.locator("button.wallet code").waitFor();
    await page.locator("button.wallet").click();
    await dialog.getByRole("button", { name: "Disconnect" }).click();
    await page.getByRole("button", { name: "Connect", exact: true }).waitFor();
    await page.reload();
    await page.getByRole("button", { name: "Connect", exact: true }).waitFor();
    await tab.close();
  });

  test("a job is requested, done by an agent, attested, and paid for", async () => {
    const { tab, hand } = await client();
    const { page } = tab;
    await fillJob(tab, { ...(await inference(ATTESTED)), tip: "0.25" });
    let shown = await quoteShown(tab);
    const id = await request(tab, "job", async () => (shown = await quoteShown(tab)));
    await paidAsShown(shown, await told((await contracts()).jobMarket, "request_job", { job_id: id }), A100);
    await page.getByText("It is yours.").waitFor();
    await stateIs(tab, "settled");
    const digest = createHash("sha256").update(readFileSync(ANSWER)).digest("hex");
    const result = page.getByRole("region", { name: "Result" });
    assert.equal(await result.locator("code.digest").first().innerText(), digest);
    await result.getByText("It was verified under the job's method, and paid for.").waitFor();
    await result.getByLabel("Check a file against it").setInputFiles(ANSWER);
    await result.getByText("The file is the result.").waitFor();
    await result.getByLabel("Check a file against it").setInputFiles(PICTURES);
    await result.getByText("It is another file").waitFor();
    const story = page.getByRole("region", { name: "What happened" });
    await story.getByText("Ended: verified and paid").waitFor();
    const titles = await story.locator(".step-title").allTextContents();
    for (const title of ["Requested", "Accepted", "Result delivered, with its proof or signatures"]) assert(titles.some((one) => one.startsWith(`${title} (`)), title);
    await picture(tab, "flow-job-settled");
    // And it is in the list of one's jobs.
    await tab.go("#/jobs");
    await page.getByRole("region", { name: "Jobs that have ended" }).getByRole("link", { name: formatWhole(id), exact: true }).waitFor();
    assert((await rpc.balance(hand.address, "unet")) < 1_000n * ONE);
    await tab.close();
  });

  test("a result is approved", async () => {
    const { tab } = await client();
    await fillJob(tab, await inference(APPROVAL));
    const id = await request(tab, "job");
    await stateIs(tab, "submitted");
    await tab.page.getByRole("button", { name: "Approve the result" }).click();
    await stateIs(tab, "settled");
    await tab.page.getByText("The provider is paid. The job is over.").waitFor();
    const { event } = await told((await contracts()).jobMarket, "end_job", { job_id: id });
    assert.equal(event.attributes["state"], "settled");
    await tab.close();
  });

  test("a job that nobody takes is withdrawn, and what comes back is what was said", async () => {
    const { tab, hand } = await client();
    const { page } = tab;
    await fillJob(tab, { class: H100, time: "100 s", method: ATTESTED, program: randomBytes(32).toString("hex"), tip: "1.5" });
    let shown = await quoteShown(tab);
    const id = await request(tab, "job", async () => (shown = await quoteShown(tab)));
    await stateIs(tab, "open");
    await page.getByRole("button", { name: "Withdraw the job" }).click();
    await stateIs(tab, "cancelled");
    const back = page.getByRole("region", { name: "What came back" });
    const [credits, net] = [await amount(back, "Credits"), await amount(back, "NET")];
    assert.equal(credits, 100n * ONE);
    assert.equal(net, 1_500_000n, "the tip");
    const { terms, classes } = await snapshot();
    const { credit } = classes.find(({ id }) => id === H100)!;
    assert.equal(await inAccount(hand, credit), credits);
    assert.equal(await inAccount(hand, terms.networkDenom), net);
    await paidAsShown(shown, await told(terms.contracts.jobMarket, "request_job", { job_id: id }), H100);
    await tab.close();
  });

  test("a standard job says what a call brings, and can be withdrawn", async () => {
    // It can be called once nobody took it for at least ten minutes: calls.test.ts.
    const { tab } = await client();
    const { page } = tab;
    await tab.go("#/get");
    await page.getByLabel("Hardware class", { exact: true }).selectOption(H100);
    await page.getByLabel("What runs", { exact: true }).selectOption("1");
    const outlook = page.getByRole("region", { name: "What may happen" });
    // Where calls.test.ts has called all debtors, each has its pause.
    await outlook.getByText(/Called now, (it would fall to|no debtor would fit)/).waitFor();
    const id = await request(tab, "job");
    await stateIs(tab, "open");
    const { event } = await told((await contracts()).jobMarket, "request_job", { job_id: id });
    assert.equal(event.attributes["template"], "1");
    await page.getByRole("button", { name: "Withdraw the job" }).click();
    await stateIs(tab, "cancelled");
    await tab.close();
  });
});
