// What an indexer wrote beside the page: static JSON files (docs/web.md § History). They are no authority: a file that is missing, broken
// or of another chain counts as not there, and the page asks the node's index instead.

/** Lengths of rows. */
export type Step = "5m" | "1h" | "1d";

/** Seconds of a row. */
export const SECONDS: Readonly<Record<Step, number>> = { "5m": 300, "1h": 3_600, "1d": 86_400 };

/** What all files cover at least: `status.json`. Times are Unix seconds. */
export interface Cover {
  readonly chainId: string;
  readonly fromHeight: number;
  readonly fromTime: number;
  readonly height: number;
  readonly time: number;
  /** Whether it begins with the market. */
  readonly whole: boolean;
}

/** Rows of a file, oldest first, and what is known to be in them. */
export interface Archived<T> {
  readonly cover: Cover;
  readonly rows: T;
}

/** A file is not what it should be; the message says what was expected and what came. */
export class ArchiveError extends Error {
  override name = "ArchiveError";
}

/** Reads a value of a row; throws an {@link ArchiveError} for one of another type. */
export type Read<T> = (value: unknown) => T;

/** What columns are read, by name, each as what. */
export type Shape<T> = { readonly [Key in keyof T]: Read<T[Key]> };

function refuse(expected: string, value: unknown): never {
  throw new ArchiveError(`expected ${expected}, got ${JSON.stringify(value) ?? "nothing"}`);
}

/** A height, count or number of seconds, exact. */
export const count: Read<number> = (value) =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : refuse("a whole number", value);

/** The year 9999: what is later is no time, and beyond what a date can be in the end. */
const LAST = 253_402_300_799;

/** Unix seconds. */
export const time: Read<number> = (value) => (count(value) <= LAST ? count(value) : refuse("Unix seconds", value));

/** An amount of base units, or a price, as text. */
export const amount: Read<bigint> = (value) =>
  typeof value === "string" && /^\d{1,78}$/.test(value) ? BigInt(value) : refuse("an amount as text", value);

export const text: Read<string> = (value) => (typeof value === "string" ? value : refuse("a text", value));

export const orNull = <T>(read: Read<T>): Read<T | null> => (value) => (value === null ? null : read(value));

/** One of these texts. */
export const oneOf = <T extends string>(...these: readonly T[]): Read<T> => (value) =>
  these.find((one) => one === value) ?? refuse(`one of ${these.join(", ")}`, value);

const record: Read<Record<string, unknown>> = (value) =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? value as Record<string, unknown> : refuse("an object", value);

const list: Read<readonly unknown[]> = (value) => (Array.isArray(value) ? value : refuse("a list", value));

/** Rows of `{"columns", "rows"}` as objects, sorted by `time`. Columns that nobody asked for are skipped. Throws an {@link ArchiveError}. */
export function rowsOf<T extends { readonly time: number }>(table: unknown, shape: Shape<T>): T[] {
  const { columns, rows } = record(table);
  const names = list(columns);
  const readers = Object.entries<Read<unknown>>(shape).map(([name, read]) => {
    const at = names.indexOf(name);
    return { name, read, at: at < 0 ? refuse(`a column ${name}`, columns) : at };
  });
  const parsed = list(rows).map((row) => {
    const values = list(row);
    const read = Object.fromEntries(readers.map(({ name, read, at }) => [name, read(values[at])])) as unknown as T;
    time(read.time);
    return read;
  });
  return parsed.sort((a, b) => a.time - b.time);
}

/** `status.json`, checked. Throws an {@link ArchiveError} for another version. */
export function coverOf(value: unknown): Cover {
  const { version, chain_id, from_height, from_time, height, time: at, whole } = record(value);
  if (version !== 1) refuse("version 1", version);
  return {
    chainId: text(chain_id), fromHeight: count(from_height), fromTime: time(from_time), height: count(height), time: time(at),
    whole: whole === true,
  };
}

/** A file is read again after so many seconds; one that failed, after fewer. What came since is asked of the node. */
const AGE_S = 300;
const RETRY_S = 60;
const TIMEOUT_MS = 10_000;

interface Kept {
  readonly until: number;
  readonly got: Promise<Archived<unknown> | undefined>;
}

/** The files of one chain. */
export class Archive {
  private readonly kept = new Map<string, Kept>();
  private status: Promise<Cover> | undefined;
  private names: { readonly until: number; readonly got: Promise<ReadonlySet<string>> } | undefined;

  /** `base` is where they lie, with a slash at its end; `fetcher` and `clock` (milliseconds) are for tests. */
  constructor(
    private readonly base: string, private readonly chainId: string, private readonly fetcher: typeof fetch = fetch.bind(globalThis),
    private readonly clock: () => number = Date.now,
  ) {}

  /**
   * A file, as `parse` reads it; kept for a few minutes. Undefined where there is none, or it is not what it should be: never throws.
   * The same name must always come with the same `parse`.
   */
  async read<T>(name: string, parse: Read<T>): Promise<Archived<T> | undefined> {
    const known = this.kept.get(name);
    if (known && known.until > this.clock()) return known.got as Promise<Archived<T> | undefined>;
    const got = this.load(name, parse).catch(() => undefined);
    this.kept.set(name, { until: this.clock() + AGE_S * 1000, got });
    if (await got === undefined) this.kept.set(name, { until: this.clock() + RETRY_S * 1000, got });
    return got;
  }

  /** The cover first: the file, which is read later, has at least that. */
  private async load<T>(name: string, parse: Read<T>): Promise<Archived<T> | undefined> {
    if (!(await this.list()).has(name)) return undefined;
    const cover = await this.cover();
    return { cover, rows: parse(await this.json(name)) };
  }

  /** What there is. Read once; again after minutes, as a class or a provider may be new. */
  private async list(): Promise<ReadonlySet<string>> {
    if (!this.names || this.names.until <= this.clock()) {
      const got = this.json("files.json").then((value) => new Set(list(record(value)["files"]).map(text)));
      this.names = { until: this.clock() + AGE_S * 1000, got };
      got.catch(() => (this.names = undefined));
    }
    return this.names.got;
  }

  /** What they cover now; asked anew each time. Throws if that cannot be read, or they are of another chain. */
  cover(): Promise<Cover> {
    // Files that are asked for at the same moment share it.
    if (this.status) return this.status;
    const got = this.json("status.json").then((value) => {
      const cover = coverOf(value);
      return cover.chainId === this.chainId ? cover : refuse(`files of ${this.chainId}`, cover.chainId);
    });
    this.status = got;
    const done = () => (this.status = undefined);
    got.then(done, done);
    return got;
  }

  private async json(name: string): Promise<unknown> {
    const response = await this.fetcher(`${this.base}${encodeURIComponent(name)}`, { cache: "no-cache", signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!response.ok) throw new ArchiveError(`${name}: expected a file, got status ${response.status}`);
    return response.json() as Promise<unknown>;
  }
}
