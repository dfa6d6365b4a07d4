import { z } from "zod";
import { everyPage, pageQuery } from "./every-page.ts";
import type { Gateway } from "./gateway.ts";
import { Id, Instant, pageOf, parseAnswer } from "./schema.ts";
import { activityPath } from "./versions.ts";

const id = Id;
const LoginPage = pageOf(
  z.object({
    id,
    userId: id.nullish(),
    loginAt: Instant,
    loginSucceeded: z.boolean(),
    countryCode: z.string().nullish(),
  }),
);
const SecurityPage = pageOf(
  z.object({ id, userId: id.nullish(), createdAt: Instant, type: z.string(), objectId: id.nullish() }),
);
const AuditPage = pageOf(
  z.object({
    id,
    actingUser: z.object({ userId: id.nullish() }),
    occurredAt: Instant,
    category: z.string(),
    subCategory: z.string().nullish(),
    action: z.string(),
    targetObjectId: id.nullish(),
  }),
);

/** Somebody tried to log in. Addresses of machines and mailboxes are not kept. */
export interface Login {
  readonly id: string;
  readonly userId: string | null;
  readonly at: Date;
  readonly hasSucceeded: boolean;
  readonly countryCode: string | null;
}

/** Something that touched the portal's security. */
export interface SecurityEvent {
  readonly id: string;
  readonly userId: string | null;
  readonly at: Date;
  /** In HubSpot's words, such as "ADD_ADMIN_USER" or "CONTACT_EXPORT". */
  readonly kind: string;
  readonly objectId: string | null;
}

/** Somebody changed a setting. */
export interface AuditEvent {
  readonly id: string;
  readonly userId: string | null;
  readonly at: Date;
  /** In HubSpot's words, such as "PIPELINE" and "UPDATE". */
  readonly category: string;
  readonly subCategory: string | null;
  readonly action: string;
  readonly objectId: string | null;
}

/** The logs need a scope of their own, and the subscription that has them. Each is read from an instant on. */
export interface ActivityLogReads {
  /** HubSpot keeps 90 days. */
  logins(since: Date): Promise<readonly Login[]>;
  securityEvents(since: Date): Promise<readonly SecurityEvent[]>;
  auditEvents(since: Date): Promise<readonly AuditEvent[]>;
}

const pageSize = 100;

export function readActivityLogs(gateway: Gateway): ActivityLogReads {
  const everyEntry = async <Entry>(
    page: z.ZodType<{ results: Entry[]; paging?: { next?: { after: string } | undefined } | null | undefined }>,
    log: string,
    from: Readonly<Record<string, string>>,
  ): Promise<readonly Entry[]> => {
    const asked = `GET the ${log} log`;
    return everyPage(asked, async (after) => {
      const query = { ...pageQuery(pageSize, after), ...from };
      return parseAnswer(page, asked, await gateway.request("GET", activityPath(log), query));
    });
  };
  return {
    async logins(since) {
      const entries = await everyEntry(LoginPage, "login", {});
      return entries
        .filter(({ loginAt }) => loginAt >= since)
        .map((entry) => ({
          id: entry.id,
          userId: entry.userId ?? null,
          at: entry.loginAt,
          hasSucceeded: entry.loginSucceeded,
          countryCode: entry.countryCode ?? null,
        }));
    },

    async securityEvents(since) {
      const entries = await everyEntry(SecurityPage, "security", { fromTimestamp: String(since.getTime()) });
      return entries.map((entry) => ({
        id: entry.id,
        userId: entry.userId ?? null,
        at: entry.createdAt,
        kind: entry.type,
        objectId: entry.objectId ?? null,
      }));
    },

    async auditEvents(since) {
      const entries = await everyEntry(AuditPage, "audit-logs", { occurredAfter: since.toISOString() });
      return entries.map((entry) => ({
        id: entry.id,
        userId: entry.actingUser.userId ?? null,
        at: entry.occurredAt,
        category: entry.category,
        subCategory: entry.subCategory ?? null,
        action: entry.action,
        objectId: entry.targetObjectId ?? null,
      }));
    },
  };
}
