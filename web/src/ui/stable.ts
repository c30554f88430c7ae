// Rows of a list that is read again and again stay the same objects while they say the same: what somebody does in one goes on.
import { createMemo, type Accessor } from "solid-js";

/** The rows; one whose `key` was there before is the object from then. */
export function stable<Row>(rows: () => readonly Row[], key: (row: Row) => string): Accessor<readonly Row[]> {
  return createMemo((before: readonly Row[]) => {
    const known = new Map(before.map((row) => [key(row), row]));
    return rows().map((row) => known.get(key(row)) ?? row);
  }, []);
}
