import type { ClientConfig } from "../../config/config.ts";
import { findProblem } from "../../storage/problems.ts";
import type { World } from "../world.ts";

/** Something that keeps coming back, and what causes it. */
export interface ExplainedProblem {
  /** How often it had come back within 90 days when somebody was asked. */
  readonly reopened: number;
  /** The name of whoever is asked for the cause. */
  readonly askedOf: string;
  readonly askedAt: string;
  /** Null while nobody has answered. */
  readonly cause: string | null;
  readonly causeBy: string | null;
  readonly causeAt: string | null;
}

export async function explainProblem(
  { db }: Pick<World, "db">,
  client: ClientConfig,
  findingId: string,
): Promise<ExplainedProblem | null> {
  const row = await findProblem(db, client.clientId, findingId);
  if (row === undefined) return null;
  return {
    reopened: row.reopened,
    askedOf: client.receivers.find(({ id }) => id === row.asked_of)?.name ?? row.asked_of,
    askedAt: row.asked_at.toISOString(),
    cause: row.cause,
    causeBy: row.cause_by,
    causeAt: row.cause_at?.toISOString() ?? null,
  };
}
