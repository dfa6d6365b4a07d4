import { z } from "zod";
import { checkById } from "../checks/index.ts";
import { acceptancesOf } from "../storage/acceptances.ts";
import { notesOf } from "../storage/notes.ts";
import { observedChecks } from "../storage/check-tellings.ts";
import { exclusionsOf } from "../storage/reads/exclusions.ts";
import type { World } from "./world.ts";
import { explainAlerts, type ExplainedAlert } from "./reads/explained-alerts.ts";
import { explainNotices, type ExplainedNotice } from "./reads/explained-notices.ts";
import { explainProblem, type ExplainedProblem } from "./reads/explained-problem.ts";
import { findingWords } from "./reads/finding-words.ts";
import { findingView, type FindingView } from "./reads/finding-view.ts";
import { locateFinding } from "./reads/locate-finding.ts";
import { explainHistory, type ExplainedEvent } from "./reads/explained-history.ts";

const Input = z.strictObject({
  findingId: z.string(),
  /** Needed only where two clients have a finding of that name. */
  clientId: z.string().optional(),
});

export interface FindingExplanation {
  readonly schemaVersion: 1;
  readonly asOf: string;
  readonly finding: FindingView;
  /** Minutes since a run last judged it: how old the news is. */
  readonly judgedMinutesAgo: number;
  readonly timeZone: string;
  readonly check: { readonly title: string; readonly why: string; readonly runbook: string } | null;
  /** What happened to it, oldest first, each with the reason why people were told or not. */
  readonly events: readonly ExplainedEvent[];
  /** Who knows of it and who does not, and why, by episode. */
  readonly notices: readonly ExplainedNotice[];
  /** It keeps coming back, and somebody is asked what causes it; null otherwise. */
  readonly problem: ExplainedProblem | null;
  /** What people wrote about it, oldest first. */
  readonly notes: readonly { readonly text: string; readonly by: string; readonly at: string }[];
  /** The alerts that it is or was part of, with every message that named it. */
  readonly alerts: readonly ExplainedAlert[];
}

/** Everything that is known of one finding: what was seen and when, who was told on which channel, and why not. */
export const explainFinding = {
  name: "explainFinding",
  input: Input,
  async run(
    world: Pick<World, "config" | "db" | "links" | "now">,
    input: z.output<typeof Input>,
  ): Promise<FindingExplanation> {
    const { row, client } = await locateFinding(world, input);
    const now = world.now();
    const check = checkById(row.check_id);
    const exclusions = await exclusionsOf(world.db, row.client_id);
    const acceptances = await acceptancesOf(world.db, row.client_id);
    const notes = await notesOf(world.db, row.client_id, row.finding_id);
    const observed = await observedChecks(world.db, row.client_id);
    const words = findingWords(client);
    const events = await explainHistory(world, row, words);
    return {
      schemaVersion: 1,
      asOf: now.toISOString(),
      finding: findingView(row, {
        clientName: client.name,
        links: world.links,
        words,
        now,
        exclusions,
        acceptances,
        observed,
      }),
      judgedMinutesAgo: Math.max(0, Math.floor((now.getTime() - row.last_judged_at.getTime()) / 60_000)),
      timeZone: client.timeZone,
      check: check === undefined ? null : { title: check.title, why: check.why, runbook: check.runbook },
      events,
      notices: await explainNotices(world, client, row.finding_id),
      problem: await explainProblem(world, client, row.finding_id),
      notes: notes.map(({ text, byWhom, at }) => ({ text, by: byWhom, at: at.toISOString() })),
      alerts: await explainAlerts(world, client, row.finding_id),
    };
  },
};
