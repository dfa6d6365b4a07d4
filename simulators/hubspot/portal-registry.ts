import { hostPortal } from "./hosted-portal.ts";
import type { HostedPortal } from "./hosted-portal.ts";
import { Journal, journalFile, readJournals } from "./model/journal.ts";
import { hashToken } from "./model/token.ts";
import type { Token } from "./model/token.ts";
import type { OAuthApp } from "./model/write.ts";

export interface Admission {
  readonly hosted: HostedPortal;
  readonly token: Token;
}

/** All portals of one server, brought back from their journals at the start. */
export class PortalRegistry {
  readonly #hosted = new Map<number, HostedPortal>();
  readonly #directory: string | null;
  readonly #now: () => number;

  constructor(directory: string | null, now: () => number) {
    this.#directory = directory;
    this.#now = now;
    if (directory === null) return;
    for (const { portalId, journal } of readJournals(directory)) this.#hosted.set(portalId, hostPortal(journal, now));
  }

  /** Real time. */
  now(): Date {
    return new Date(this.#now());
  }

  all(): Iterable<HostedPortal> {
    return this.#hosted.values();
  }

  get(portalId: number): HostedPortal | undefined {
    return this.#hosted.get(portalId);
  }

  open(portalId: number): HostedPortal {
    const file = this.#directory === null ? null : journalFile(this.#directory, portalId);
    const hosted = hostPortal(new Journal(file), this.#now);
    this.#hosted.set(portalId, hosted);
    return hosted;
  }

  /** A portal that is forgotten with the process. */
  openInMemory(portalId: number): HostedPortal {
    if (this.#hosted.has(portalId)) throw new Error(`Portal ${portalId} is open already.`);
    const hosted = hostPortal(new Journal(null), this.#now);
    this.#hosted.set(portalId, hosted);
    return hosted;
  }

  /** The portal in which a refresh token was given out. */
  findApp(isWanted: (app: OAuthApp) => boolean): { readonly hosted: HostedPortal; readonly app: OAuthApp } | undefined {
    for (const hosted of this.#hosted.values()) {
      const app = [...hosted.portal.apps.values()].find(isWanted);
      if (app) return { hosted, app };
    }
    return undefined;
  }

  /** The portal that a bearer token opens; undefined for an unknown one. */
  admit(authorization: string | undefined): Admission | undefined {
    const token = /^Bearer (\S+)$/.exec(authorization ?? "")?.[1];
    if (token === undefined) return undefined;
    const hash = hashToken(token);
    for (const hosted of this.#hosted.values()) {
      const granted = hosted.portal.tokens.get(hash);
      if (granted) return { hosted, token: granted };
    }
    return undefined;
  }
}
