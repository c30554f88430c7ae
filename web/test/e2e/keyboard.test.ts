// Nobody touches a mouse: from opening the page to a lease that is open, and into a vault and out of it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fresh, rpc } from "./hands.js";
import { addressOf } from "../../src/pages/shared/vaults/model.js";
import { sent, somebody, within } from "./deeds.js";
import { A100, contracts, H100, ONE, restaking, withVault } from "./people.js";
import { SSH_KEY, stateIs, told } from "./requests.js";
import { open, picture, type Tab } from "./setting.js";

/** Most presses of Tab until something is reached: the longest page has fewer places. */
const PRESSES = 80;

/** What has the focus, as it is called. */
function focused({ page }: Tab): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement)) return "";
    const labels = "labels" in element ? [...((element as HTMLInputElement).labels ?? [])] : [];
    return (element.getAttribute("aria-label") ?? labels.map((label) => label.innerText).join(" ")) || element.innerText;
  });
}

/** Goes from place to place until one is called so. */
async function tabTo(tab: Tab, name: string | RegExp, key = "Tab"): Promise<void> {
  const seen: string[] = [];
  for (let press = 0; press < PRESSES; press += 1) {
    const here = (await focused(tab)).trim();
    if (typeof name === "string" ? here === name : name.test(here)) return;
    seen.push(here.slice(0, 30));
    await tab.page.keyboard.press(key);
  }
  assert.fail(`${name} is not reached; it went by ${seen.join(" | ")}`);
}

/** Instead of what stands in the field. */
async function type({ page }: Tab, text: string): Promise<void> {
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(text);
}

const inDialog = ({ page }: Tab) => page.evaluate(() => {
  const [element, dialog] = [document.activeElement, document.querySelector("dialog[open]")];
  // Beyond the last place is the browser's own frame, which is the body to a page.
  return dialog !== null && (dialog.contains(element) || element === document.body);
});

test("a lease is requested by the keyboard alone", async () => {
  const hand = await fresh({ unet: 1_000n * ONE });
  const tab = await open("#/");
  const { page } = tab;
  const { keyboard } = page;
  await page.getByRole("link", { name: H100 }).first().waitFor();

  // The dialog takes the focus, keeps it, and gives it back to what opened it.
  await tabTo(tab, "Connect");
  await keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  await dialog.waitFor();
  const places = new Set<string>();
  for (let press = 0; press < 12; press += 1) {
    assert(await inDialog(tab), `the focus left the dialog: ${await focused(tab)}`);
    places.add(await focused(tab));
    await keyboard.press(press < 8 ? "Tab" : "Shift+Tab");
  }
  for (const name of ["Close", "Devnet key", "Use this key"]) assert(places.has(name), name);
  await keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  assert.equal(await focused(tab), "Connect");

  await keyboard.press("Space");
  await dialog.waitFor();
  await tabTo(tab, "Devnet key");
  await type(tab, hand.name);
  await keyboard.press("Enter");
  await dialog.waitFor({ state: "hidden" });
  await page.locator("button.wallet code").waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.classList.contains("wallet")), true, "the button that opened it has the focus");

  // The way to the form: a link, an arrow from one tab to the next.
  await tabTo(tab, "Get compute", "Shift+Tab");
  await keyboard.press("Enter");
  await page.locator("main h1").getByText("Get compute").waitFor();
  await tabTo(tab, "A job");
  await keyboard.press("ArrowRight");
  await page.getByLabel("Your SSH public key").waitFor();
  assert.equal(await focused(tab), "A lease", "the chosen tab has the focus");

  await tabTo(tab, "Hardware class");
  const chosen = page.getByLabel("Hardware class", { exact: true });
  for (let press = 0; press < 5 && (await chosen.inputValue()) !== H100; press += 1) await keyboard.press("ArrowDown");
  for (let press = 0; press < 5 && (await chosen.inputValue()) !== H100; press += 1) await keyboard.press("ArrowUp");
  assert.equal(await chosen.inputValue(), H100);
  await tabTo(tab, "Time");
  await type(tab, "10 min");
  await tabTo(tab, "Your SSH public key");
  await type(tab, SSH_KEY);
  // Itself, which serves nobody: so it stays open until it is withdrawn.
  await tabTo(tab, "Only this provider");
  await type(tab, hand.address);
  await tabTo(tab, "Price limit");
  await type(tab, "10");
  await page.locator("dl.quote:not(.stale)").waitFor();
  await tabTo(tab, "Request the lease");
  await picture(tab, "keyboard-lease");
  await keyboard.press("Enter");
  await page.locator("main h1").getByText(/^Lease [\d,]+$/).waitFor();
  const id = BigInt(/(\d+)$/.exec(page.url())![1]!);
  const { event } = await told((await contracts()).leaseMarket!, "request_lease", { lease_id: `${id}` });
  assert.equal(event.attributes["client"], hand.address);
  assert.equal(await page.evaluate(() => document.activeElement?.id), "main", "whoever reads on begins at the new page");
  assert((await rpc.balance(hand.address, "unet")) < 1_000n * ONE);

  await stateIs(tab, "open");

  // And out of it again.
  await tabTo(tab, "Withdraw the request");
  await keyboard.press("Space");
  await stateIs(tab, "withdrawn");
  await tab.close();
});

test("a vault is joined and left by the keyboard alone", async () => {
  const [{ tab }, owner, contract] = await Promise.all([somebody(), withVault("unet"), restaking()]);
  const { page } = tab;
  const { keyboard } = page;
  await tab.go(addressOf(A100, owner.address));
  const own = page.getByRole("region", { name: "Your part" });
  await own.getByLabel("NET to deposit").waitFor();
  await tabTo(tab, "NET to deposit");
  await type(tab, "20");
  await own.getByText("Your part of the vault then").waitFor();
  // The chosen tab before the field is called so, too.
  await tabTo(tab, "Deposit");
  await keyboard.press("Enter");
  within(await sent(own, /Deposited/), contract, "deposit");

  await tabTo(tab, "NET to deposit", "Shift+Tab");
  await tabTo(tab, "Deposit", "Shift+Tab");
  await keyboard.press("ArrowRight");
  await own.getByLabel("Receipts to give back").waitFor();
  assert.equal(await focused(tab), "Leave", "the chosen tab has the focus");
  await own.getByRole("button", { name: "All" }).waitFor();
  await tabTo(tab, "All");
  await keyboard.press("Enter");
  await own.getByText("You can claim later").waitFor();
  await tabTo(tab, "Leave");
  await keyboard.press("Space");
  const left = await sent(own, /You are leaving/);
  within(left, contract, "exit");
  within(left, contract, "rotate");
  await tab.close();
});
