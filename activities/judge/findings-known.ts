import type { StoreHandle } from "../../storage/database.ts";
import { findingsOf, type FindingRow } from "../../storage/findings.ts";
import { findingsOfSubjects, openFindingsOfChecks } from "../../storage/judging/doubtful-findings.ts";
import { judgesAll } from "./candidates.ts";
import type { Slot } from "./group-slots.ts";
import type { RunGroup } from "./judged-groups.ts";
import type { ObservedCheck } from "./observed-checks.ts";

/** The findings that a run has something to say about, as they were before it: finding id → row. */
export interface KnownFindings {
  readonly rows: ReadonlyMap<string, FindingRow>;
  /** False where none of them is about a subject of this id, whatever its type. */
  isAbout(subjectId: string): boolean;
  /** All of a group that judges everything: what is open and is not met there is gone. */
  ofGroup(group: RunGroup, slots: readonly Slot[]): Promise<void>;
  /** Those about some records that the group judges, or has lost. */
  about(group: RunGroup, slots: readonly Slot[], ids: readonly string[]): Promise<void>;
  /** All of checks that judge the portal as a whole. */
  ofPortal(checks: readonly ObservedCheck[]): Promise<void>;
  /** The open ones of checks that could not be assessed: each is kept, and says why. */
  ofUnread(checks: readonly ObservedCheck[]): Promise<void>;
  openSubjects(checkId: string): readonly string[];
}

export function knownFindings(db: StoreHandle, clientId: string): KnownFindings {
  const rows = new Map<string, FindingRow>();
  const subjects = new Set<string>();
  const add = (some: Iterable<FindingRow>) => {
    for (const row of some) {
      rows.set(row.finding_id, row);
      subjects.add(row.subject_id);
    }
  };
  const idsOf = (slots: readonly Slot[]) => slots.filter(({ place }) => place >= 0).map(({ check }) => check.id);
  return {
    rows,
    isAbout: (subjectId) => subjects.has(subjectId),
    async ofGroup(group, slots) {
      if (judgesAll(group, slots)) add((await findingsOf(db, clientId, idsOf(slots))).values());
    },
    async about(group, slots, ids) {
      add(await findingsOfSubjects(db, clientId, { type: group.type, ids }, idsOf(slots)));
    },
    async ofPortal(checks) {
      add(
        (
          await findingsOf(
            db,
            clientId,
            checks.map(({ check }) => check.id),
          )
        ).values(),
      );
    },
    async ofUnread(checks) {
      const unread = checks.filter(({ assessment }) => !assessment.evaluates);
      add(
        await openFindingsOfChecks(
          db,
          clientId,
          unread.map(({ check }) => check.id),
        ),
      );
    },
    openSubjects: (checkId) =>
      [...rows.values()]
        .filter((row) => row.check_id === checkId && row.status === "open")
        .map(({ subject_id }) => subject_id),
  };
}
