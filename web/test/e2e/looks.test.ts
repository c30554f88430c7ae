// Every page, on a phone and on a wide screen, light and dark: no fault of accessibility, nothing wider than the screen, no error.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { describe, test } from "node:test";
import { open, picture, type Tab } from "./setting.js";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const CLASS = "h100-sxm5-80g";

/** Pages by a name for their pictures; of those with a number, the first job, lease and pool of the market. */
const PAGES: Readonly<Record<string, string>> = {
  market: "#/", class: `#/class/${CLASS}`, get: "#/get", "get-lease": "#/get?tab=lease", jobs: "#/jobs", job: "#/jobs/1", lease: "#/leases/1",
  provide: "#/provide", liquidity: "#/liquidity", pool: "#/liquidity/1", money: "#/money", account: "#/account", nowhere: "#/no/such/page",
};

const LOOKS = [
  { name: "phone", width: 390, dark: false },
  { name: "phone-dark", width: 390, dark: true },
  { name: "wide", width: 1920, dark: false },
  { name: "wide-dark", width: 1920, dark: true },
];

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
  if (!(await tab.page.evaluate(() => "axe" in window))) await tab.page.addScriptTag({ path: AXE });
  return tab.page.evaluate(async () => {
    const axe = (window as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }).axe;
    const { violations } = await axe.run();
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
  });
}

describe("looks", { concurrency: 2 }, () => {
  for (const look of LOOKS) {
    test(`every page looks right: ${look.name}`, async () => {
      const tab = await open("#/", { ...look, wallet: "live ada" });
      await tab.connect();
      for (const [name, route] of Object.entries(PAGES)) {
        await visit(tab, route);
        await picture(tab, `${name}-${look.name}`);
        assert.deepEqual(await faults(tab), [], `${name}, ${look.name}: axe finds no fault`);
        const over = await tab.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        assert(over <= 0, `${name}, ${look.name}: ${over} px wider than the screen`);
      }
      await tab.close();
    });
  }

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
