// Hash routes: the page is one file, so it can lie anywhere.
import { createSignal, type Component } from "solid-js";
import { part } from "./ui/part.js";

/** What a page's component is given: the parts of the address that its path names, decoded. */
export interface PageProps {
  readonly params: Readonly<Record<string, string>>;
}

/** A page. It is loaded when somebody goes there. */
export interface Route {
  /** `/class/:id`. */
  readonly path: string;
  /** Its name in the browser's tab. */
  readonly title: string;
  /** Its name in the navigation; left out: it is not there. */
  readonly nav?: string;
  readonly page: Component<PageProps>;
}

/** A route whose page is the default export of a module. */
export function route(
  path: string, title: string, load: () => Promise<{ default: Component<PageProps> }>, nav?: string,
): Route {
  return { path, title, page: part(load), ...(nav === undefined ? {} : { nav }) };
}

/** A route and the values of its parts. */
export interface Match {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** The route of a path, or none. A part that is no valid encoding suits nothing. */
export function match(routes: readonly Route[], path: string): Match | undefined {
  const parts = path.split("/").filter(Boolean);
  for (const route of routes) {
    const names = route.path.split("/").filter(Boolean);
    if (names.length !== parts.length) continue;
    const params: Record<string, string> = {};
    const suits = names.every((name, index) => {
      const part = decode(parts[index] ?? "");
      if (part === undefined) return false;
      if (!name.startsWith(":")) return name === part;
      params[name.slice(1)] = part;
      return true;
    });
    if (suits) return { route, params };
  }
  return undefined;
}

function decode(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

const current = () => location.hash.replace(/^#/, "").replace(/[?].*$/, "") || "/";
const [path, setPath] = createSignal(current());
const [search, setSearch] = createSignal(query());
window.addEventListener("hashchange", () => {
  setPath(current());
  setSearch(query());
});

function query(): Readonly<Record<string, string>> {
  const [, text = ""] = /\?(.*)$/.exec(location.hash) ?? [];
  return Object.fromEntries(new URLSearchParams(text));
}

export { path };

/** What stands behind the `?` of the address: `#/get?class=…&gpus=2`. */
export { search };

/** An address of this page: `href("/class", id)` is `#/class/…`. Parts after the first are encoded. */
export function href(base: string, ...parts: readonly (string | number)[]): string {
  return `#${[base.replace(/\/$/, ""), ...parts.map((part) => encodeURIComponent(part))].join("/")}`;
}

/** Goes there. */
export function go(to: string): void {
  location.hash = to;
}
