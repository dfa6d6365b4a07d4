import { forgetPerson } from "../../../operations/alerting/forget-person.ts";
import { leaversOf, settleLeavers } from "../../../storage/leavers.ts";
import { putRecords } from "../../../storage/mirror.ts";
import { peopleWithoutRecord } from "../../../storage/people-without-record.ts";
import type { CopyTask } from "../records/copy-records.ts";
import type { MergeTools } from "../merges/prove-merges.ts";
import type { RunName } from "../../shapes.ts";
import type { ActivityWorld } from "../../world.ts";

const idsPerRequest = 100;
/** More wait for the next run. */
const maxPerRun = 500;

type Asked = Pick<CopyTask, "clientId" | "type" | "objectType" | "properties">;

/**
 * Who left a portal for good: people whom the mirror no longer has, asked for once more by id, since what is forgotten
 * cannot be remembered again. Whoever is there after all is back in the mirror; whoever is part of another is a merge,
 * which the pages note.
 */
export async function whoLeft(
  { db, pages, now }: MergeTools,
  task: Asked,
  isListed: boolean,
): Promise<readonly string[]> {
  const { clientId, type, objectType, properties } = task;
  if (type !== "contact") return [];
  const noted = await leaversOf(db, clientId, type, maxPerRun);
  // Of those who left before this was noted only a whole list says that they are not there.
  const others = isListed ? await peopleWithoutRecord(db, clientId, maxPerRun) : [];
  const suspects = [...new Set([...noted, ...others])];
  const left: string[] = [];
  for (let start = 0; start < suspects.length; start += idsPerRequest) {
    const ids = suspects.slice(start, start + idsPerRequest);
    const { records, gone } = await pages.recordsById(objectType, properties, ids);
    const asked = new Set(ids);
    await putRecords(
      db,
      clientId,
      type,
      records.filter(({ id }) => asked.has(id)),
      now(),
    );
    left.push(...gone);
    await settleLeavers(
      db,
      clientId,
      type,
      ids.filter((id) => !gone.includes(id)),
    );
  }
  return left;
}

/**
 * Takes people out of everything that is kept. A crash leaves the rest to the next run.
 *
 * @returns How many findings ended with them, and whether somebody's message changes.
 */
export async function forgetLeavers(
  world: ActivityWorld,
  run: RunName,
  contactIds: readonly string[],
): Promise<{ readonly ended: number; readonly hasNews: boolean }> {
  let ended = 0;
  let hasNews = false;
  const { clientId, runId, mode } = run;
  for (const contactId of contactIds) {
    const leaving = { contactId, runId, mode, asOf: new Date(run.asOf), now: toldAt(world, run) };
    const forgotten = await forgetPerson(world, world.client(clientId), leaving);
    ended += forgotten.ended;
    hasNews ||= forgotten.ended > 0 || forgotten.slackEdits > 0;
  }
  return { ended, hasNews };
}

/** A replayed past is told at its own instants. */
function toldAt({ now }: ActivityWorld, { mode, asOf }: RunName): Date {
  return mode === "live" || mode === "late" ? now() : new Date(asOf);
}
