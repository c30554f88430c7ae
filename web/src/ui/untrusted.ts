// Texts that others wrote, as they are shown. Pure.

/** Control characters, and those without a shape: they turn the direction of what stands beside them, break lines, or hide. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** The text with what one would not see in it written out, as `\u{202e}`. */
export function seen(text: string): string {
  return text.replace(UNSEEN, (one) => `\\u{${one.codePointAt(0)?.toString(16) ?? ""}}`);
}

/** Where a text leads. */
export interface Link {
  readonly href: string;
  /** The host, where the text does not show it as plainly as `https://host/…`: it may name another one first, or be of look-alike letters. */
  readonly host: string | null;
}

/** The link of a text that begins with http:// or https://; null for any other. */
export function linkOf(text: string): Link | null {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return null;
  const { href, protocol, host } = new URL(text);
  const plain = `${protocol}//${host}`;
  const shows = text.toLowerCase().startsWith(plain) && /^([/?#]|$)/.test(text.slice(plain.length));
  return { href, host: shows ? null : host };
}
