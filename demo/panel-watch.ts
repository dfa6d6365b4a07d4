import type { House } from "../workers/house.ts";
import { findingWords } from "../operations/reads/finding-words.ts";
import { knownClient } from "../operations/reads/known-client.ts";
import type { PanelAct } from "./panel-acts.ts";
import type { Broken } from "./panel-state.ts";

/** How far the product has got with one broken thing. */
export interface Sighting {
  readonly finding: { readonly id: string; readonly summary: string; readonly isOpen: boolean } | null;
  /** Seconds from the press to the finding. */
  readonly seenAfterSeconds: number | null;
  readonly alert: {
    readonly id: string;
    readonly episode: number;
    readonly status: string;
    readonly acknowledgedBy: string | null;
    readonly stepsTaken: number;
    readonly workflowUrl: string | null;
  } | null;
  /** Slack messages about it that have arrived, and when the first one did. */
  readonly messages: number;
  readonly firstMessageAfterSeconds: number | null;
  readonly recoveredAfterSeconds: number | null;
}

const nothing: Sighting = {
  finding: null,
  seenAfterSeconds: null,
  alert: null,
  messages: 0,
  firstMessageAfterSeconds: null,
  recoveredAfterSeconds: null,
};

/** Reads from the product's own store what it knows of what the panel broke. It only looks. */
export async function watchAct(
  { db, world }: House,
  clientId: string,
  act: PanelAct,
  broken: Broken | null,
): Promise<Sighting> {
  if (broken === null) return nothing;
  const brokenAt = new Date(broken.brokenAt);
  const finding = await db
    .selectFrom("finding")
    .selectAll()
    .where("client_id", "=", clientId)
    .where("check_id", "=", act.checkId)
    .where("subject_id", "=", act.subjectOf(broken.undo))
    // A run that had begun before the press can see it already.
    .where("opened_at", ">=", new Date(brokenAt.getTime() - 15_000))
    .executeTakeFirst();
  if (finding === undefined) return nothing;

  const event = await db
    .selectFrom("finding_event")
    .selectAll()
    .where("client_id", "=", clientId)
    .where("finding_id", "=", finding.finding_id)
    .where("kind", "in", ["opened", "reopened"])
    .orderBy("event_id", "desc")
    .limit(1)
    .executeTakeFirst();
  const run =
    event === undefined
      ? undefined
      : await db
          .selectFrom("run")
          .select("finished_at")
          .where("client_id", "=", clientId)
          .where("run_id", "=", event.run_id)
          .executeTakeFirst();
  const alert =
    event === undefined || event.alert_id === null
      ? undefined
      : await db
          .selectFrom("alert")
          .selectAll()
          .where("client_id", "=", clientId)
          .where("alert_id", "=", event.alert_id)
          .executeTakeFirst();
  const sent =
    alert === undefined
      ? []
      : await db
          .selectFrom("outbox")
          .select("sent_at")
          .where("client_id", "=", clientId)
          .where("alert_id", "=", alert.alert_id)
          .where("channel", "=", "slack")
          .where("act", "in", ["open", "reply"])
          .where("sent_at", ">=", brokenAt)
          .orderBy("sent_at")
          .execute();
  return {
    finding: {
      id: finding.finding_id,
      summary: findingWords(knownClient(world.config(), clientId)).of(finding, world.now()),
      isOpen: finding.status === "open",
    },
    seenAfterSeconds: secondsBetween(brokenAt, run?.finished_at ?? null),
    alert:
      alert === undefined
        ? null
        : {
            id: alert.alert_id,
            episode: alert.episode,
            status: alert.status,
            acknowledgedBy: alert.acknowledged_by,
            stepsTaken: alert.next_step,
            workflowUrl: world.links.workflow(`alert/${clientId}/${alert.alert_id}`),
          },
    messages: sent.length,
    firstMessageAfterSeconds: secondsBetween(brokenAt, sent[0]?.sent_at ?? null),
    recoveredAfterSeconds:
      broken.mendedAt === null ? null : secondsBetween(new Date(broken.mendedAt), finding.resolved_at),
  };
}

function secondsBetween(from: Date, until: Date | null): number | null {
  return until === null ? null : Math.max(0, Math.round((until.getTime() - from.getTime()) / 1000));
}
