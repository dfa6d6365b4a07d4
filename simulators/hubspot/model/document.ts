import { Versions } from "./versions.ts";

/** What a portal keeps beside its records, each kind with a shape of its own. */
export const documentKinds = [
  "form",
  "workflow",
  "list",
  "marketing-email",
  "role",
  "pipeline-rules",
  "stage-permissions",
  "property-validation",
  "user-access",
  "login",
  "security-activity",
  "audit-log",
] as const;

export type DocumentKind = (typeof documentKinds)[number];

export type DocumentContent = Readonly<Record<string, unknown>>;

/** A form, a workflow, a list, an e-mail, a role or an entry of a log, with every revision that it went through. */
export class PortalDocument {
  readonly id: string;
  readonly createdAt: number;
  /** Null from the instant of its deletion on. */
  readonly #contents = new Versions<DocumentContent | null>(null);

  constructor(id: string, createdAt: number) {
    this.id = id;
    this.createdAt = createdAt;
  }

  contentAt(at: number): DocumentContent | null {
    return this.#contents.asOf(at);
  }

  /** Oldest first. */
  revisionsUntil(at: number): readonly { readonly at: number; readonly content: DocumentContent }[] {
    return this.#contents
      .until(at)
      .flatMap((version) => (version.value ? [{ at: version.at, content: version.value }] : []));
  }

  updatedAt(at: number): number {
    return this.#contents.until(at).at(-1)?.at ?? this.createdAt;
  }

  save(at: number, content: DocumentContent | null): void {
    this.#contents.set(at, content);
  }
}
