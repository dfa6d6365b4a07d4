import { z } from "zod";
import { checkById, checks } from "../checks/index.ts";
import type { ClientConfig } from "../config/config.ts";
import { cut } from "../config/cut.ts";
import { didYouMean } from "../config/nearest.ts";
import { severities, severityRank } from "../domain/findings/severity.ts";
import { acceptancesOf } from "../storage/acceptances.ts";
import { observedChecks } from "../storage/check-tellings.ts";
import { exclusionsOf } from "../storage/reads/exclusions.ts";
import { readFindings } from "../storage/reads/findings.ts";
import { readCoverages, type ClientCoverage } from "./reads/client-coverage.ts";
import { findingWords } from "./reads/finding-words.ts";
import { findingView, type FindingView } from "./reads/finding-view.ts";
import { clientsMeant } from "./reads/known-client.ts";
import { Refused } from "./operation.ts";
import type { World } from "./world.ts";

const Input = z.strictObject({
  clientId: z.string().optional(),
  checkId: z.string().optional(),
  status: z.enum(["open", "resolved", "all"]).default("open"),
  /** This one and everything worse. */
  severity: z.enum(severities).default("low"),
  /** Only those that a person lives with. */
  isAccepted: z.boolean().default(false),
});

export interface FindingList {
  readonly schemaVersion: 1;
  readonly asOf: string;
  readonly findings: readonly FindingView[];
  /** Beside the list, what it cannot show: checks that nobody could assess. An empty list without it proves nothing. */
  readonly coverage: readonly ClientCoverage[];
}

/** The findings of one client or all of them, worst first, with the coverage that they rest on. */
export const listFindings = {
  name: "listFindings",
  input: Input,
  async run(
    world: Pick<World, "config" | "db" | "links" | "now">,
    input: z.output<typeof Input>,
  ): Promise<FindingList> {
    requireCheck(input.checkId);
    const clients = clientsMeant(world.config(), input.clientId);
    const now = world.now();
    const lists = await Promise.all(clients.map((client) => findingsOf(world, client, input)));
    return {
      schemaVersion: 1,
      asOf: now.toISOString(),
      findings: lists.flat().sort(worstFirst),
      coverage: await readCoverages(world.db, clients, now),
    };
  },
};

async function findingsOf(
  { db, links, now }: Pick<World, "db" | "links" | "now">,
  client: ClientConfig,
  { checkId, status, severity, isAccepted }: z.output<typeof Input>,
): Promise<readonly FindingView[]> {
  const { clientId, name: clientName } = client;
  const rows = await readFindings(db, clientId, { checkId, ...(status === "all" ? {} : { status }) });
  const exclusions = await exclusionsOf(db, clientId);
  const acceptances = await acceptancesOf(db, clientId);
  const observed = await observedChecks(db, clientId);
  const context = { clientName, links, words: findingWords(client), now: now(), exclusions, acceptances, observed };
  return rows
    .filter((row) => severityRank(row.severity) >= severityRank(severity))
    .filter((row) => !isAccepted || acceptances.has(row.finding_id))
    .map((row) => findingView(row, context));
}

function worstFirst(a: FindingView, b: FindingView): number {
  return (
    severityRank(b.severity) - severityRank(a.severity) ||
    a.since.localeCompare(b.since) ||
    a.findingId.localeCompare(b.findingId)
  );
}

/**
 * A misspelled check has no findings, which would read as health.
 *
 * @throws {Refused} When there is no such check.
 */
export function requireCheck(checkId: string | undefined): void {
  if (checkId === undefined || checkById(checkId) !== undefined) return;
  const ids = checks.map(({ id }) => id);
  const meant = didYouMean(checkId, ids);
  throw new Refused(`There is no check "${cut(checkId)}".${meant === "" ? ` Known: ${ids.join(", ")}.` : meant}`);
}
