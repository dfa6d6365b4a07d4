import type { ClientConfig } from "../../config/config.ts";
import { countOf } from "../../domain/duration.ts";
import type { Unready } from "../health/readiness.ts";
import { fail, ok, type DoctorLine } from "./doctor-line.ts";
import type { Probes } from "./probes.ts";

/**
 * Whether audits and messages happen: every reason for which /readyz answers 503, as far as it is about these clients.
 */
export async function examineAudits(probes: Probes, clients: readonly ClientConfig[]): Promise<readonly DoctorLine[]> {
  const readiness = await probes.readiness();
  if (readiness === null) return [ok("Audits", "They begin when `revwatch up` runs.")];
  const asked = new Set(clients.map(({ clientId }) => clientId));
  const reasons = readiness.reasons.filter(({ clientId }) => clientId === null || asked.has(clientId));
  if (reasons.length > 0) return reasons.map((reason) => lineOf(reason));
  return [ok("Audits", `No audit of ${countOf(clients.length, "client")} is overdue, and no message is stuck.`)];
}

function lineOf({ kind, clientId, what, wayOut }: Unready): DoctorLine {
  const about = clientId === null ? "Audits" : `Audits ${clientId}`;
  const tryOne = `Solve what the other lines say. If all are well, \`revwatch audit --client ${clientId}\` runs one and says how it ends.`;
  return fail(about, what, kind === "not-checked" ? tryOne : (wayOut ?? "`revwatch status` says more."));
}
