/**
 * One mailbox as mail goes to it: a plain local part and a host name. What RFC 5322 allows besides (groups, quotes,
 * comments, lists, addresses in brackets) is left out on purpose: mail programs read those in different ways, and a
 * typing error must not become another person's address. Letters of any script may stand in both parts.
 */
const word = "[\\p{L}\\p{N}!#$%&'*+\\/=?^_`{|}~-]+";
const label = "[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?";
const mailbox = `(?=[^@]{1,64}@)${word}(?:\\.${word})*@${label}(?:\\.${label})*`;
/** A name that means the same with and without quotes. */
const plainName = '[^\\p{C}\\p{Zl}\\p{Zp}<>()\\[\\]\\\\",:;@]{1,120}';

export const longestMailbox = 254;
export const mailboxPattern = new RegExp(`^${mailbox}$`, "u");
/** A mailbox alone, or behind a name: "Revwatch <revwatch@example.com>". */
export const senderPattern = new RegExp(`^(?:${mailbox}|${plainName} <${mailbox}>)$`, "u");

export function isMailbox(text: string): boolean {
  return text.length <= longestMailbox && mailboxPattern.test(text);
}

export interface Sender {
  /** Empty for an address alone. */
  readonly name: string;
  readonly address: string;
}

/** Reads what `senderPattern` takes; null for anything else. */
export function readSender(text: string): Sender | null {
  if (!senderPattern.test(text)) return null;
  const [, name = "", address = text] = /^(.+) <([^<>]+)>$/u.exec(text) ?? [];
  return isMailbox(address) ? { name: name.trim(), address } : null;
}
