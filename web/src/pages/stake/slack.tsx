// How much less than shown somebody accepts. The price of a receipt moves by the stream alone, some hundredths of a percent a day.

/** Basis points. */
export const SLACK = 10;

export function Least() {
  return <p class="muted">Between your look and your message others' income goes on coming, which moves the price a little. If you would get a tenth of a percent less than shown, nothing happens.</p>;
}
