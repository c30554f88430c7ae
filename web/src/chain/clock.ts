// When blocks were made. A node tells one header at a time, so of many heights some are asked, and those between are interpolated:
// near enough to place a point on a chart, not to judge a deadline.
import type { Rpc } from "./rpc.js";

/** Most headers that are asked of a node for one chart. */
const ANCHORS = 24;

/** A height and its time. */
export interface Mark {
  readonly height: number;
  /** Unix seconds. */
  readonly time: number;
}

const div = (a: number, b: number) => (a - (a % b)) / b;

/** Unix seconds of a height between marks, which are sorted by height; beyond them that of the nearest. */
export function timeAt(marks: readonly Mark[], height: number): number {
  const after = marks.findIndex((mark) => mark.height >= height);
  const right = marks[after];
  const left = marks[after - 1];
  if (!right) return marks.at(-1)?.time ?? 0;
  if (!left || right.height === height) return right.time;
  return left.time + div((right.time - left.time) * (height - left.height), right.height - left.height);
}

/** A few of the heights, first and last among them, evenly by their number. */
export function anchors(heights: readonly number[], most = ANCHORS): number[] {
  const sorted = [...new Set(heights)].sort((a, b) => a - b);
  if (sorted.length <= most) return sorted;
  return Array.from({ length: most }, (_, index) => sorted[div(index * (sorted.length - 1), most - 1)] ?? 0);
}

/** Remembers what was asked. */
export class Clock {
  private readonly known = new Map<number, number>();

  constructor(private readonly rpc: Rpc) {}

  /** Marks from which {@link timeAt} tells the times of these heights. Blocks that the node has dropped are left out. */
  async marks(heights: readonly number[]): Promise<Mark[]> {
    const asked = anchors(heights);
    await Promise.all(asked.filter((height) => !this.known.has(height)).map(async (height) => {
      const time = await this.rpc.blockTime(height).catch(() => undefined);
      if (time !== undefined) this.known.set(height, time);
    }));
    return asked.flatMap((height) => {
      const time = this.known.get(height);
      return time === undefined ? [] : [{ height, time }];
    });
  }
}
