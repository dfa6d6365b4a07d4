import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { simpleParser } from "mailparser";
import type { AddressObject } from "mailparser";

export interface MailSummary {
  readonly id: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly date: string | null;
  readonly messageId: string | null;
  readonly receivedAt: string;
}

export interface Mail extends MailSummary {
  readonly html: string | null;
  readonly text: string | null;
  readonly headers: Readonly<Record<string, string>>;
}

/** Received mails, raw on disk when a directory is given. */
export class MailStore {
  readonly #mails: { mail: Mail; raw: Buffer }[] = [];
  readonly #directory: string | null;
  #lastId = 0;

  private constructor(directory: string | null) {
    this.#directory = directory;
  }

  static async open(directory: string | null): Promise<MailStore> {
    const store = new MailStore(directory);
    if (directory === null) return store;
    mkdirSync(directory, { recursive: true });
    for (const name of readdirSync(directory).toSorted()) {
      if (!/^\d+\.eml$/.test(name)) continue;
      const file = join(directory, name);
      const id = name.replace(".eml", "");
      store.#lastId = Number(id);
      await store.#keep(id, readFileSync(file), statSync(file).mtime);
    }
    return store;
  }

  all(): readonly MailSummary[] {
    return this.#mails.map(({ mail: { html: _html, text: _text, headers: _headers, ...summary } }) => summary);
  }

  get(id: string): { readonly mail: Mail; readonly raw: Buffer } | undefined {
    return this.#mails.find(({ mail }) => mail.id === id);
  }

  async add(raw: Buffer, receivedAt: Date): Promise<void> {
    const id = String(++this.#lastId).padStart(6, "0");
    if (this.#directory !== null) writeFileSync(join(this.#directory, `${id}.eml`), raw);
    await this.#keep(id, raw, receivedAt);
  }

  clear(): void {
    if (this.#directory !== null)
      for (const { mail } of this.#mails) rmSync(join(this.#directory, `${mail.id}.eml`), { force: true });
    this.#mails.length = 0;
  }

  async #keep(id: string, raw: Buffer, receivedAt: Date): Promise<void> {
    const parsed = await simpleParser(raw);
    const mail: Mail = {
      id,
      from: addressesOf(parsed.from)[0] ?? "",
      to: addressesOf(parsed.to),
      subject: parsed.subject ?? "",
      date: parsed.date?.toISOString() ?? null,
      messageId: parsed.messageId ?? null,
      receivedAt: receivedAt.toISOString(),
      html: parsed.html || null,
      text: parsed.text ?? null,
      headers: Object.fromEntries(
        parsed.headerLines.map(({ key, line }) => [key, line.slice(line.indexOf(":") + 1).trim()]),
      ),
    };
    this.#mails.push({ mail, raw });
  }
}

function addressesOf(addresses: AddressObject | AddressObject[] | undefined): string[] {
  const groups = addresses === undefined ? [] : Array.isArray(addresses) ? addresses : [addresses];
  return groups.flatMap(({ value }) => value.map(({ address }) => address ?? ""));
}
