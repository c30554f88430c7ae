// Every page, on a phone and on a wide screen, light and dark: no fault of accessibility, nothing wider than the screen, no error.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, test } from "node:test";
import { fresh } from "./hands.js";
import { ATTESTED, H100, ONE } from "./people.js";
import { fillJob, quoteShown, SSH_KEY } from "./requests.js";
import { open, picture, type Tab } from "./setting.js";

/** Evaluated, as the page lets no script in that is not its own. */
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Pages by a name for their pictures; of those with a number, the first job, lease and pool of the market. */
const PAGES: Readonly<Record<string, string>> = {
  market: "#/", class: `#/class/${H100}`, get: "#/get", "get-lease": "#/get?tab=lease", jobs: "#/jobs", job: "#/jobs/1", lease: "#/leases/1",
  provide: "#/provide", liquidity: "#/liquidity", pool: "#/liquidity/1", money: "#/money", account: "#/account", nowhere: "#/no/such/page",
};

const LOOKS = [
  { name: "phone", width: 390, dark: false },
  { name: "phone-dark", width: 390, dark: true },
  { name: "wide", width: 1920, dark: false },
  { name: "wide-dark", width: 1920, dark: true },
];

/** From the narrowest phone to a wide screen. */
const WIDTHS = [390, 480, 600, 768, 834, 1024, 1280, 1440, 1920];

/** Goes to a page, and waits until it shows what it is about: its own heading is there, and nothing is loading. */
async function visit(tab: Tab, route: string): Promise<void> {
  const path = (address: string) => (address.split("#")[1] ?? "").split("?")[0];
  // The heading of the page before, which stays for a moment, is not waited for.
  if (path(tab.page.url()) !== path(route)) await tab.page.evaluate(() => document.querySelector("main h1")?.setAttribute("data-before", ""));
  await tab.go(route);
  await tab.page.locator("main h1:not([data-before])").first().waitFor();
  await tab.page.waitForFunction(() => document.querySelector("main [aria-busy='true']") === null);
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

describe("looks", { concurrency: 3 }, () => {
  for (const look of LOOKS) {
    test(`every page looks right: ${look.name}`, async () => {
      const tab = await open("#/", { ...look, wallet: "live ada" });
      await tab.connect();
      for (const [name, route] of Object.entries(PAGES)) {
        await visit(tab, route);
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
      await page.getByRole("button", { name: "Request the job" }).click();
      await page.locator(".notice[data-kind=bad]").waitFor();
      await right("failure");

      await tab.go("#/get?tab=lease");
      await page.getByLabel("Your SSH public key").fill(SSH_KEY);
      await quoteShown(tab);
      await right("lease-quoted");

      await visit(tab, `#/provide?class=${H100}`);
      const bond = page.locator("ol.steps > li").filter({ has: page.getByLabel("Amount to bond") });
      if (!(await bond.locator("details").evaluate((one: HTMLDetailsElement) => one.open))) await bond.locator("summary").first().click();
      await bond.getByLabel("Amount to bond").fill("123456789");
      await bond.locator(".error").getByText("There are").waitFor();
      await right("provide-error");

      await visit(tab, "#/account");
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
    for (const [name, route] of Object.entries(PAGES)) {
      await visit(tab, route);
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

  test("the keyboard alone reaches everything", async () => {
    const tab = await open("#/", { wallet: "live ada" });
    for (const [name, route] of Object.entries(PAGES)) {
      await visit(tab, route);
      const expected = await tab.page.evaluate(() => {
        const seen = (element: Element) => element.checkVisibility() && !(element as HTMLButtonElement).disabled;
        const all = document.querySelectorAll("a[href], button, input, select, textarea, summary");
        // Of radio buttons of one name the keyboard reaches one, and arrows the others.
        const radio = (element: Element) => element instanceof HTMLInputElement && element.type === "radio" && !element.checked;
        return [...all].filter((element) => seen(element) && !radio(element) && element.getAttribute("tabindex") !== "-1").length;
      });
      await tab.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
      const reached = new Set<string>();
      for (let presses = 0; presses < expected + 5; presses += 1) {
        await tab.page.keyboard.press("Tab");
        const at = await tab.page.evaluate(() => {
          const element = document.activeElement;
          if (!element || element === document.body) return undefined;
          // A field shows it by the line around it, a segment by what stands beside its hidden radio button.
          const marks = [element, element.parentElement, element.nextElementSibling].filter((one) => one !== null);
          const shown = marks.some((one) => getComputedStyle(one).outlineStyle !== "none");
          const all = [...document.querySelectorAll("*")];
          return { place: String(all.indexOf(element)), shown, html: element.outerHTML.slice(0, 120) };
        });
        if (!at) continue;
        assert(at.shown, `${name}: it does not show that it has the focus: ${at.html}`);
        reached.add(at.place);
      }
      assert(reached.size >= expected, `${name}: the keyboard reaches ${reached.size} of ${expected}`);
    }
    await tab.close();
  });
});
