// A browser on a page of a market that lives. The environment says where: PAGE, RPC and CONTROL are addresses.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { after } from "node:test";
import { build } from "esbuild";
import { chromium, type Browser, type Locator, type Page } from "playwright-core";
import { parseAmount } from "../../src/money/amounts.js";
import type { Config } from "../../src/config.js";
import type { Extension, Injected, Mood } from "./wallet.js";

function said(name: string): string {
  const value = process.env[name];
  assert(value, `${name} is not set: tests/chain/tests/web.rs runs these tests`);
  return value;
}

export const at = { page: said("PAGE"), rpc: said("RPC"), control: said("CONTROL"), pictures: process.env["PICTURES"] };

/** Milliseconds that anything may take: providers' agents look every two seconds, and the machine is busy. */
export const PATIENCE = 120_000;

let running: Promise<Browser> | undefined;
let wallet: Promise<string> | undefined;

function browser(): Promise<Browser> {
  running ??= chromium.launch({ executablePath: said("CHROMIUM"), args: ["--no-sandbox", "--disable-dev-shm-usage"] });
  return running;
}

function walletScript(): Promise<string> {
  wallet ??= build({
    entryPoints: ["test/e2e/wallet.ts"], bundle: true, write: false, format: "iife", platform: "browser", logLevel: "error",
  }).then(({ outputFiles: [file] }) => file!.text);
  return wallet;
}

after(async () => (await running)?.close());

/** Wallets as the page calls them. */
export const EXTENSIONS: Readonly<Record<Extension, string>> = { keplr: "Keplr", leap: "Leap" };

/** How somebody looks at it. */
export interface Look {
  /** A devnet's account in a wallet that the browser has; none without. */
  readonly wallet?: string;
  /** Which one it is. Keplr, if left out. */
  readonly extension?: Extension;
  /** The only network that this wallet knows; left out, it knows every one. */
  readonly chainId?: string;
  /** What `config.json` says otherwise than the file beside the page. */
  readonly config?: Partial<Config>;
  readonly width?: number;
  readonly dark?: boolean;
  /** `false` while the node is away: then failed requests are in the console, and are no fault of the page. */
  readonly strict?: boolean;
  /** Likewise of some requests only: addresses that nobody answers at. */
  readonly dead?: readonly string[];
}

/** A tab; ends with {@link Tab.close}, which looks whether the console has errors. */
export interface Tab {
  readonly page: Page;
  /** Goes to a route such as `#/get`. */
  go(route: string): Promise<void>;
  /** What the wallet does from now on. */
  mood(mood: Mood): Promise<void>;
  /** Connects the injected wallet by the page's own dialog. */
  connect(): Promise<void>;
  close(): Promise<void>;
}

export async function open(route: string, look: Look = {}): Promise<Tab> {
  const context = await (await browser()).newContext({
    viewport: { width: look.width ?? 1280, height: 900 },
    colorScheme: look.dark ? "dark" : "light",
    reducedMotion: "reduce",
    permissions: ["clipboard-read", "clipboard-write"],
  });
  const extension = look.extension ?? "keplr";
  if (look.config) {
    await context.route(`${at.page}config.json`, async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, json: { ...((await answer.json()) as Config), ...look.config } });
    });
  }
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  const errors: string[] = [];
  page.on("console", (message) => {
    const dead = look.dead?.some((address) => message.location().url.startsWith(address)) ?? false;
    if (!dead && (message.type() === "error" || message.type() === "warning")) errors.push(`${page.url()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => errors.push(`${page.url()}: ${error.stack ?? error.message}`));
  if (look.wallet) {
    const injected: Injected = { name: look.wallet, extension, prefix: "wasm", ...(look.chainId ? { chainId: look.chainId } : {}) };
    await page.addInitScript(`window.injected = ${JSON.stringify(injected)};`);
    await page.addInitScript(await walletScript());
  }
  await page.goto(`${at.page}${route}`);
  return {
    page,
    go: async (to) => {
      await page.goto(`${at.page}${to}`);
    },
    mood: (mood) => page.evaluate((to) => window.setMood(to), mood),
    connect: async () => {
      await page.getByRole("button", { name: "Connect", exact: true }).click();
      await page.getByRole("button", { name: EXTENSIONS[extension] }).click();
      await page.locator("button.wallet code").waitFor();
    },
    close: async () => {
      await context.close();
      if (look.strict !== false) assert.deepEqual(errors, [], "the console has no errors");
    },
  };
}

/** A picture of what is seen, for people to look at: in the folder that PICTURES names, if it does. */
export async function picture(tab: Tab, name: string): Promise<void> {
  if (!at.pictures) return;
  mkdirSync(at.pictures, { recursive: true });
  await tab.page.screenshot({ path: `${at.pictures}/${name}.png`, fullPage: true });
}

/** The figure that stands behind a term, as the page writes it; more may stand behind a comma. */
export function figure(within: Page | Locator, term: string): Locator {
  return within.locator(`dl > div:has(> dt:text-matches("^${term}(,|$)")) > dd`).first();
}

/** The amounts that stand behind a term, in base units. Every asset of this market has six decimals, the receipts of stakes and vaults nine. */
export async function amounts(within: Page | Locator, term: string): Promise<bigint[]> {
  const found = figure(within, term).locator(".amount:not(.muted)");
  await found.first().waitFor();
  return (await found.allInnerTexts()).map(unformatted);
}

/** The only amount behind a term. */
export async function amount(within: Page | Locator, term: string): Promise<bigint> {
  const [one, ...others] = await amounts(within, term);
  assert(one !== undefined && others.length === 0, `${term}: expected one amount`);
  return one;
}

/** `1,234.5 NET` in base units. */
export function unformatted(text: string): bigint {
  const [number, symbol] = text.trim().split(/\s+/);
  return parseAmount(number!.replaceAll(",", ""), symbol === "stNET" || symbol === "BACKING" ? 9 : 6);
}

/** Has the node of the chain stop or start. */
export async function node(what: "stop" | "start"): Promise<void> {
  const answer = await fetch(`${at.control}/${what}`);
  assert(answer.ok, `the node does not ${what}: ${answer.status}`);
}
