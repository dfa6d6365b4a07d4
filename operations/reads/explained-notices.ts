import type { ClientConfig } from "../../config/config.ts";
import { everybody } from "../../domain/alerting/notice.ts";
import type { StageName } from "../../domain/alerting/pipeline.ts";
import type { Severity } from "../../domain/findings/severity.ts";
import { noticesOfFinding, type NoticeRow } from "../../storage/reads/notices-of-finding.ts";
import type { World } from "../world.ts";

/** What one receiver knows of one episode of a finding, or why not. */
export interface ExplainedNotice {
  readonly episode: number;
  /** Null: everybody. */
  readonly receiver: { readonly id: string; readonly name: string } | null;
  readonly state: "told" | "held" | "over";
  /** Which stage decided so, and why. */
  readonly stage: StageName;
  readonly because: string;
  /** When a reason to hold it ends by itself. */
  readonly until: string | null;
  /** What the last message about it said; null where none was written. */
  readonly said: { readonly severity: Severity; readonly revision: number; readonly at: string } | null;
  /** When that message, or one before it, certainly arrived. */
  readonly heardAt: string | null;
  readonly cover: { readonly by: string; readonly at: string; readonly until: string | null } | null;
  /** Receivers whom its ladder has reached. */
  readonly climbed: readonly string[];
  /** The receiver under whom it goes on. */
  readonly supersededBy: string | null;
}

/** Who was told of a finding or not, and why, by episode, the latest first. */
export async function explainNotices(
  { db }: Pick<World, "db">,
  client: ClientConfig,
  findingId: string,
): Promise<readonly ExplainedNotice[]> {
  const nameOf = (id: string) => client.receivers.find((one) => one.id === id)?.name ?? id;
  return (await noticesOfFinding(db, client.clientId, findingId)).map((row) => explained(row, nameOf));
}

function explained(row: NoticeRow, nameOf: (id: string) => string): ExplainedNotice {
  return {
    episode: row.episode,
    receiver: row.receiver === everybody ? null : { id: row.receiver, name: nameOf(row.receiver) },
    state: row.state,
    stage: row.stage,
    because: row.because,
    until: row.until_at?.toISOString() ?? null,
    said:
      row.said_severity === null || row.said_at === null
        ? null
        : { severity: row.said_severity, revision: row.said_revision ?? 0, at: row.said_at.toISOString() },
    heardAt: row.heard_at?.toISOString() ?? null,
    cover:
      row.covered_by === null || row.covered_at === null
        ? null
        : { by: row.covered_by, at: row.covered_at.toISOString(), until: row.covered_until?.toISOString() ?? null },
    climbed: row.climbed.map(nameOf),
    supersededBy: row.superseded_by === null ? null : nameOf(row.superseded_by),
  };
}
