// Every page, on a phone and on a wide screen, light and dark: no fault of accessibility, nothing wider than the screen, no error.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { addressOf } from "../../src/pages/shared/vaults/model.js";
import { fresh } from "./hands.js";
import { A100, ATTESTED, H100, ONE, withVault } from "./people.js";
import { fillJob, quoteShown, SSH_KEY } from "./requests.js";
import { at, open, picture, type Tab } from "./setting.js";

/** Evaluated, as the page lets no script in that is not its own. */
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** A page, and what comes last to it. */
interface Place {
  readonly route: string | (() => Promise<string>);
  readonly last: (page: Page) => readonly Locator[];
}

const heading = (page: Page, name: string) => page.getByRole("heading", { name, exact: true });
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

/** What draws a chart with axes. */
const AXES = "Axes and values";

/** A vault, for its page to be looked at. */
let vault: Promise<string> | undefined;

const openVault = async () => addressOf(A100, (await withVault("unet")).address);

/** Pages by a name for their pictures; of those with a number, the first job, lease and pool of the market. */
const PAGES: Readonly<Record<string, Place>> = {
  market: { route: "#/", last: (page) => [heading(page, "How to read this"), page.locator(".class-row .bar").first(), page.locator(".class-row .class-spark path, .class-row .class-spark polyline").first()] },
  class: { route: `#/class/${H100}`, last: (page) => [heading(page, "What an hour costs, and why"), page.getByRole("table", { name: "Providers of this class" }), button(page, AXES).nth(1), heading(page, "Terms")] },
  get: { route: "#/get", last: (page) => [button(page, "Request the job")] },
  "get-lease": { route: "#/get?tab=lease", last: (page) => [button(page, "Request the lease")] },
  jobs: { route: "#/jobs", last: (page) => [page.getByRole("table", { name: "Leases that were requested" }).or(page.getByText("No lease was requested yet."))] },
  job: { route: "#/jobs/1", last: (page) => [page.getByRole("region", { name: "What happened" }).getByText(/^Requested \(/), page.getByRole("region", { name: "Terms" })] },
  lease: { route: "#/leases/1", last: (page) => [page.getByRole("region", { name: "What happened" }).getByText(/^Requested \(/), page.getByRole("region", { name: "What you can do" })] },
  provide: { route: "#/provide", last: (page) => [heading(page, "The way to a payout"), page.getByText("provider.toml to begin with")] },
  liquidity: { route: "#/liquidity", last: (page) => [page.getByText("Fees for providers").first(), page.getByRole("region", { name: "Swap" }).getByLabel("I say", { exact: true })] },
  pool: { route: "#/liquidity/1", last: (page) => [page.getByText("Fees for providers").first(), button(page, "Withdraw")] },
  money: { route: "#/money", last: (page) => [page.getByRole("table", { name: "Burns, newest first" }), heading(page, "How far to trust these figures")] },
  stake: { route: "#/stake", last: (page) => [heading(page, "Your stake"), page.getByLabel("NET to stake"), button(page, "Stake")] },
  vaults: { route: () => (vault ??= openVault()), last: (page) => [page.getByRole("table", { name: "Vaults of this class" }), heading(page, "Your part"), page.getByText("Your part of the vault"), page.getByLabel("NET to deposit"), button(page, "Deposit")] },
  account: { route: "#/account", last: (page) => [page.getByRole("table", { name: "Balances" }), page.getByText("You have given none that still counts.")] },
  nowhere: { route: "#/no/such/page", last: (page) => [page.getByRole("link", { name: "Go to the market." })] },
};

const LOOKS = [
  { name: "phone", width: 390, dark: false },
  { name: "phone-dark", width: 390, dark: true },
  { name: "wide", width: 1920, dark: false },
  { name: "wide-dark", width: 1920, dark: true },
];

/** From the narrowest phone to a wide screen. */
const WIDTHS = [390, 480, 600, 768, 834, 1024, 1280, 1440, 1920];

/** What a page says while something is not there yet. */
const LOADING = /\b(Reading|Loading|Connecting to|Asking)\b.*…/;

/** Goes to a page, and waits until it shows what it is about: what comes last to it is there, and nothing is loading, also far below. */
async function visit({ page, go }: Tab, { route: there, last }: Place): Promise<void> {
  const route = typeof there === "string" ? there : await there();
  const path = (address: string) => (address.split("#")[1] ?? "").split("?")[0];
  // The heading of the page before, which stays for a moment, is not waited for.
  if (path(page.url()) !== path(route)) await page.evaluate(() => document.querySelector("main h1")?.setAttribute("data-before", ""));
  await go(route);
  await page.locator("main h1:not([data-before])").first().waitFor();
  await seeAll(page);
  for (const one of last(page)) await one.waitFor({ state: "attached" });
  await page.waitForFunction(() => document.querySelector("[aria-busy='true']") === null);
  const words = await page.locator("body").innerText();
  assert(!LOADING.test(words), `${route} still says: ${LOADING.exec(words)?.[0]}`);
}

/** Goes through the page from its top to its end, as what is far below is loaded when somebody comes there; and back. */
async function seeAll(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const drawn = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    for (let at = 0; at < document.documentElement.scrollHeight; at += window.innerHeight) {
      window.scrollTo(0, at);
      await drawn();
    }
    window.scrollTo(0, 0);
    await drawn();
  });
}

async function faults(tab: Tab): Promise<string[]> {
  if (!(await tab.page.evaluate(() => "axe" in window))) await tab.page.evaluate(AXE);
  return tab.page.evaluate(async () => {
    const axe = (window as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }).axe;
    const { violations } = await axe.run();
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
  });
}

/** Pixels by which the page is wider than the screen; and what it is that is. */
async function over(tab: Tab): Promise<{ pixels: number; what: string }> {
  return tab.page.evaluate(() => {
    const pixels = document.documentElement.scrollWidth - window.innerWidth;
    const widest = pixels > 0 ? [...document.querySelectorAll("body *")].find((one) => one.getBoundingClientRect().right > window.innerWidth + 1) : undefined;
    return { pixels, what: widest?.outerHTML.slice(0, 120) ?? "" };
  });
}

async function looksRight(tab: Tab, what: string): Promise<void> {
  await picture(tab, what);
  assert.deepEqual(await faults(tab), [], `${what}: axe finds no fault`);
  const { pixels, what: widest } = await over(tab);
  assert(pixels <= 0, `${what}: ${pixels} px wider than the screen: ${widest}`);
}

/** In the page: what somebody can go to, and what it is called. Figures in a name change with each block. */
const NAMES = `window.nameOf = (element) => {
  const labels = [...(element.labels ?? [])].map((label) => label.innerText).join(" ");
  const images = [...element.querySelectorAll("img[alt], [aria-label], [title]")].map((one) => one.alt || one.ariaLabel || one.title).join(" ");
  const name = element.ariaLabel || labels || element.innerText || element.title || images || "";
  return element.tagName.toLowerCase() + " " + name.replaceAll(/\\s+/g, " ").replaceAll(/[\\d.,]+/g, "0").trim().slice(0, 60);
}`;

declare global {
  interface Window {
    nameOf(element: Element): string;
  }
}

/** Everything of a page that can be used, by what it is called. */
async function places(page: Page): Promise<string[]> {
  await page.evaluate(NAMES);
  return page.evaluate(() => {
    const seen = (element: Element) => element.checkVisibility() && !(element as HTMLButtonElement).disabled;
    // Of radio buttons of one name the keyboard reaches one, and arrows the others.
    const radio = (element: Element) => element instanceof HTMLInputElement && element.type === "radio" && !element.checked;
    const all = document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]");
    return [...all].filter((element) => seen(element) && !radio(element) && element.getAttribute("tabindex") !== "-1").map(window.nameOf);
  });
}

/** Whether there is a name behind the kind. */
const called = (name: string) => name.includes(" ");

/** What has the focus, and whether it shows that. */
function focused(page: Page): Promise<{ name: string; shown: boolean } | undefined> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return undefined;
    // A field shows it by the line around it, a segment by what stands beside its hidden radio button.
    const marks = [element, element.parentElement, element.nextElementSibling].filter((one) => one !== null);
    return { name: window.nameOf(element), shown: marks.some((one) => getComputedStyle(one).outlineStyle !== "none") };
  });
}

/** Those of `all` that are not in `some`, each as often as it is missing there. */
function without(all: readonly string[], some: readonly string[]): string[] {
  const left = [...some];
  return all.filter((one) => {
    const at = left.indexOf(one);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

/** What of a page the Tab key does not reach. All of it has a name, and shows when it has the focus. */
async function unreached(tab: Tab, name: string): Promise<string[]> {
  const expected = await places(tab.page);
  assert(expected.length > 0 && expected.every(called), `${name}: it has places without a name: ${expected.filter((one) => !called(one)).join(", ")}`);
  const reached: string[] = [];
  await tab.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  for (let presses = 0; presses < expected.length + 5; presses += 1) {
    await tab.page.keyboard.press("Tab");
    const at = await focused(tab.page);
    if (!at) continue;
    assert(at.shown, `${name}: it does not show that it has the focus: ${at.name}`);
    reached.push(at.name);
  }
  return without(expected, reached);
}

describe("looks", { concurrency: 3 }, () => {
  for (const look of LOOKS) {
    test(`every page looks right: ${look.name}`, async () => {
      const tab = await open("#/", { ...look, wallet: "live ada" });
      await tab.connect();
      for (const [name, place] of Object.entries(PAGES)) {
        await visit(tab, place);
        await looksRight(tab, `${name}-${look.name}`);
      }
      await tab.close();
    });
  }

  for (const look of [LOOKS[1]!, LOOKS[2]!]) {
    test(`what opens, is filled in, fails and succeeds looks right: ${look.name}`, async () => {
      const { name } = await fresh({ unet: 10n * ONE });
      const tab = await open("#/", { ...look, wallet: name });
      const { page } = tab;
      const right = (what: string) => looksRight(tab, `${what}-${look.name}`);
      const dialog = page.getByRole("dialog");
      await page.getByRole("button", { name: "Connect", exact: true }).click();
      await dialog.getByLabel("Devnet key").waitFor();
      await right("dialog");
      await page.keyboard.press("Escape");
      await tab.connect();
      await page.locator("button.wallet").click();
      await dialog.getByText("In it").waitFor();
      await right("dialog-connected");
      await page.keyboard.press("Escape");

      await fillJob(tab, { class: H100, time: "10 h", method: ATTESTED, program: "ab".repeat(32), tip: "1" });
      await quoteShown(tab);
      await page.getByText("You hold too little for this").waitFor();
      await right("job-quoted");
      assert(await page.getByRole("button", { name: "Request the job" }).isDisabled());
      await page.getByLabel("Time on each", { exact: true }).fill("10 min");
      await page.route(`${at.rpc}/**`, async (route) => {
        const asked = route.request().postData() ?? "";
        if (!asked.includes("Service/Simulate")) return route.continue();
        const error = { code: -32603, message: "Internal error", data: "a fault of the node, told at some length so that its notice has two lines" };
        await route.fulfill({ json: { jsonrpc: "2.0", id: (JSON.parse(asked) as { id: number }).id, error }, headers: { "access-control-allow-origin": "*" } });
      });
      await page.getByRole("button", { name: "Request the job" }).click();
      await page.locator(".notice[data-kind=bad]").waitFor();
      await page.unroute(`${at.rpc}/**`);
      await right("failure");

      await tab.go("#/get?tab=lease");
      await page.getByLabel("Your SSH public key").fill(SSH_KEY);
      await quoteShown(tab);
      await right("lease-quoted");

      await visit(tab, PAGES["class"]!);
      for (const at of [0, 1]) await button(page, AXES).nth(at).click();
      await page.locator(".plot canvas").nth(1).waitFor();
      await right("class-axes");

      await visit(tab, { ...PAGES["provide"]!, route: `#/provide?class=${H100}` });
      const bond = page.locator("ol.steps > li").filter({ has: page.getByLabel("Amount to bond") });
      if (!(await bond.locator("details").evaluate((one: HTMLDetailsElement) => one.open))) await bond.locator("summary").first().click();
      await bond.getByLabel("Amount to bond").fill("123456789");
      await bond.locator(".error").getByText("There are").waitFor();
      await right("provide-error");
      await page.locator("main details:not([open]) > summary").evaluateAll((all) => all.forEach((one) => (one as HTMLElement).click()));
      await page.getByLabel("provider.toml", { exact: true }).waitFor();
      await page.waitForFunction(() => document.querySelector("[aria-busy='true']") === null);
      await right("provide-open");

      await visit(tab, PAGES["vaults"]!);
      await page.getByLabel("NET to deposit").fill("0.5");
      await page.locator(".error").getByText("it is the first deposit").waitFor();
      await right("vault-error");
      await page.getByLabel("NET to deposit").fill("2");
      await page.getByText("Your part of the vault then").waitFor();
      await right("vault-quoted");
      for (const way of ["Leave", "Pay the stakes"]) {
        await page.getByRole("tab", { name: way }).click();
        await right(`vault-${way.toLowerCase().replaceAll(" ", "-")}`);
      }

      await visit(tab, PAGES["account"]!);
      const panel = page.getByRole("region", { name: "Move" });
      await panel.getByLabel("Amount", { exact: true }).fill("1");
      await panel.getByRole("button", { name: "Deposit", exact: true }).click();
      await panel.locator(".notice[data-kind=good]").waitFor();
      await right("success");
      await tab.close();
    });
  }

  test("nothing is wider than the screen, at any width", async () => {
    const tab = await open("#/", { wallet: "live ada" });
    await tab.connect();
    for (const [name, place] of Object.entries(PAGES)) {
      await visit(tab, place);
      for (const width of WIDTHS) {
        await tab.page.setViewportSize({ width, height: 900 });
        // Until it is laid out, with its charts.
        await tab.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
        const { pixels, what } = await over(tab);
        assert(pixels <= 0, `${name}, ${width} px: ${pixels} px wider than the screen: ${what}`);
      }
    }
    await tab.close();
  });

  test("the keyboard alone reaches everything, and shows where it is", async () => {
    const tab = await open("#/", { wallet: "live ada" });
    await tab.connect();
    for (const [name, place] of Object.entries(PAGES)) {
      await visit(tab, place);
      // What a new block takes away meanwhile is not reached: then all is looked at once more.
      if ((await unreached(tab, name)).length > 0) assert.deepEqual(await unreached(tab, name), [], `${name}: what the keyboard does not reach`);
    }
    await tab.close();
  });
});
