// The frame of every page: navigation, the node's state, the wallet, the page.
import { createEffect, createMemo, createSignal, For, Match as When, on, onMount, Show, Suspense, Switch } from "solid-js";
import { AppProvider, createApp } from "./app.js";
import { messageOf } from "./chain/errors.js";
import type { Link } from "./chain/market.js";
import { onward } from "./chain/trouble.js";
import type { Config } from "./config.js";
import { formatDuration, formatTime } from "./money/time.js";
import { formatWhole } from "./money/amounts.js";
import { match, path } from "./router.js";
import { ROUTES } from "./routes.js";
import { Busy } from "./ui/Busy.js";
import { Notice } from "./ui/Notice.js";
import { part } from "./ui/part.js";
import { ThemeToggle } from "./ui/ThemeToggle.js";
import { WalletButton } from "./ui/WalletButton.js";
import { useApp } from "./app.js";

// Loaded when there is something to show.
const WalletDialog = part(() => import("./ui/Wallet.js"));
const Underways = part(() => import("./ui/Underways.js"), false);

/** The page with its frame. */
export function Shell(props: { config: Config }) {
  const [asking, setAsking] = createSignal(false);
  const asked = createMemo((before: boolean) => before || asking(), false);
  const app = createApp(props.config, () => setAsking(true));
  onMount(() => void app.wallet.resume());
  return (
    <AppProvider value={app}>
      <a class="skip" href="#main" onClick={skip}>Skip to the page</a>
      <header class="top">
        <a class="brand" href="#/"><img src="./icon.svg" alt="" width="24" height="24" />compute-amm</a>
        <Navigation />
        <div class="top-end"><WalletButton /></div>
      </header>
      <main id="main" tabIndex={-1}><LinkNotice /><div aria-live="polite"><Show when={app.underways.shown().length > 0}><Suspense><Underways /></Suspense></Show></div><Page /></main>
      <footer class="foot"><ChainState /><ThemeToggle /></footer>
      <Show when={asked()}><Suspense><WalletDialog open={asking()} onClose={() => setAsking(false)} /></Suspense></Show>
    </AppProvider>
  );
}

function skip(event: Event) {
  event.preventDefault();
  document.getElementById("main")?.focus();
}

const NAV = ROUTES.filter((route) => route.nav !== undefined);

function Navigation() {
  /** Pages that belong to one of the navigation without lying under its address. */
  const under: Readonly<Record<string, string>> = { "/": "/class/", "/jobs": "/leases/" };
  const active = (to: string) => path() === to || (to !== "/" && path().startsWith(`${to}/`)) || path().startsWith(under[to] ?? `${to}/`);
  return (
    <nav aria-label="Pages">
      <ul>
        <For each={NAV}>{(route) => (
          <li><a href={`#${route.path}`} aria-current={active(route.path) ? "page" : undefined}>{route.nav}</a></li>
        )}</For>
      </ul>
    </nav>
  );
}

function Page() {
  const found = () => match(ROUTES, path());
  createEffect(() => (document.title = `${found()?.route.title ?? "Not found"} · compute-amm`));
  // Whoever reads by ear, or goes by keyboard, begins at the new page.
  createEffect(on(path, () => {
    document.getElementById("main")?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, { defer: true }));
  return (
    <Show when={found()} keyed fallback={<NotFound />}>{(here) => (
      <Suspense fallback={<p class="muted"><Busy>Loading the page…</Busy></p>}><here.route.page params={here.params} /></Suspense>
    )}</Show>
  );
}

function NotFound() {
  return (
    <>
      <h1>There is no such page</h1>
      <Notice kind="warn">The address {path()} leads nowhere. <a href="#/">Go to the market.</a></Notice>
    </>
  );
}

/** What is read out: the notices count blocks and seconds, so they themselves are not. */
const HEARD: Readonly<Partial<Record<Link["kind"], string>>> = {
  away: "The market cannot be read now. The page tries again by itself.",
  behind: "The figures are old: the node catches up.",
  stalled: "No new block comes: what is sent now waits for one.",
};

/** Says when figures are old, and what happens next. */
function LinkNotice() {
  const { market } = useApp();
  const kind = createMemo(() => market.link().kind);
  const of = <Kind extends Link["kind"]>(kind: Kind) => {
    const link = market.link();
    return link.kind === kind ? (link as Extract<Link, { kind: Kind }>) : undefined;
  };
  return (
    <>
      <div class="hidden" aria-live="polite">{HEARD[kind()] ?? ""}</div>
      <Switch>
        <When when={of("away")}>{(link) => (
          <Notice kind="warn" title={link().trouble.title} action={{ label: "Try now", run: () => void market.refresh() }}>
            {market.snapshot() ? "The figures below are old. " : ""}The page tries again by itself. {link().trouble.text}
          </Notice>
        )}</When>
        <When when={of("behind")}>{(link) => (
          <Notice kind="warn" title="The node is behind the chain">
            It still catches up: the figures are those of block {formatWhole(link().height)}, of {formatTime(link().time)}. {onward(link().next)}
          </Notice>
        )}</When>
        <When when={of("stalled")}>{(link) => (
          <Notice kind="warn" title="No new block comes">
            The node has told of none for {formatDuration(link().seconds)}. The figures are as old, and what you sign now may come into a block later. {onward(link().next)}
          </Notice>
        )}</When>
      </Switch>
    </>
  );
}

function ChainState() {
  const { market, config } = useApp();
  return (
    <p class="muted">
      <Show when={market.snapshot()} fallback={<Busy>Connecting to {config.rpc[0]}…</Busy>}>{(snapshot) => (
        <><span class="dot" data-state={market.link().kind} /> {snapshot().status.chainId}, block {formatWhole(snapshot().status.height)}</>
      )}</Show>
    </p>
  );
}

/** Instead of the page, where it has no configuration. */
export function Broken(props: { error: unknown }) {
  return (
    <main class="broken">
      <h1>This page is not set up</h1>
      <Notice kind="bad" title="Its configuration is missing or wrong">{messageOf(props.error)}</Notice>
      <p>Whoever runs this page puts a file <code>config.json</code> beside it; <code>docs/web.md</code> says what belongs there.</p>
    </main>
  );
}
