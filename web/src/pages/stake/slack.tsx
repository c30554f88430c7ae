// How much less than shown somebody accepts. The price of a receipt moves by the stream alone: where as much streams as is staked, by
// half a percent in an hour.

/** Basis points. */
export const SLACK = 50;

export function Least() {
  return <p class="muted">Income goes on coming between your look and your message, which raises the price a little. If you would get more than half a percent less than shown, nothing happens.</p>;
}
