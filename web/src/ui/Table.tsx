import { For, Show, type JSX } from "solid-js";

/** A column: its head, and what stands in it. */
export interface Column<Row> {
  readonly head: JSX.Element;
  readonly cell: (row: Row) => JSX.Element;
  /** Figures stand to the right. */
  readonly right?: boolean;
  /** The cell that names the row. */
  readonly main?: boolean;
  /** What the column is called where a phone shows each row as a block. The head, if it is a text. */
  readonly label?: string;
}

/** Rows of figures. On a narrow screen each row becomes a block of labelled lines. `caption` is read out, and shown with `showCaption`. */
export function Table<Row>(props: {
  caption: string; columns: readonly Column<Row>[]; rows: readonly Row[]; empty?: JSX.Element; showCaption?: boolean;
}) {
  const label = (column: Column<Row>) => column.label ?? (typeof column.head === "string" ? column.head : "");
  return (
    <Show when={props.rows.length > 0} fallback={<p class="muted">{props.empty ?? "Nothing yet."}</p>}>
      <div class="table-frame">
        <table>
          <caption classList={{ hidden: !props.showCaption }}>{props.caption}</caption>
          <thead>
            <tr><For each={props.columns}>{(column) => <th scope="col" classList={{ right: column.right ?? false }}>{column.head}</th>}</For></tr>
          </thead>
          <tbody>
            <For each={props.rows}>{(row) => (
              <tr><For each={props.columns}>{(column) => (
                <Show when={column.main} fallback={
                  <td data-label={label(column)} classList={{ right: column.right ?? false }}><div>{column.cell(row)}</div></td>
                }><th scope="row" data-label={label(column)}><div>{column.cell(row)}</div></th></Show>
              )}</For></tr>
            )}</For>
          </tbody>
        </table>
      </div>
    </Show>
  );
}
