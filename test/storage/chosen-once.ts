import { acceptancesOf, putAcceptance } from "../../storage/acceptances.ts";
import { assignmentsOf, putAssignments } from "../../storage/assignments.ts";
import type { StoreHandle } from "../../storage/database.ts";
import { findFinding } from "../../storage/findings.ts";
import { addNote, notesOf } from "../../storage/notes.ts";
import { beginningsSince } from "../../storage/reads/beginnings.ts";
import { addSilence, silencesOf } from "../../storage/silences.ts";
import { putSnoozes, snoozesOf } from "../../storage/snoozes.ts";
import { at } from "./rows.ts";

/** Everything that a person can choose about the finding `f1` of a client, with the client's label in it. */
export async function chooseOnce(db: StoreHandle, clientId: string, label: string): Promise<void> {
  const [findingId, episode, byWhom, until] = ["f1", 1, label, at(50)] as const;
  const silence = { silenceId: "s1", matcher: {}, reason: label, byWhom, createdAt: at(1), until, lastMatchedAt: null };
  await addSilence(db, clientId, silence);
  const snooze = { findingId, episode, receiver: "sales", severity: "high", byWhom, until } as const;
  await putSnoozes(db, clientId, [snooze], at(1));
  const acceptance = { value: "{}", severity: "high", reason: label, byWhom, until } as const;
  await putAcceptance(db, (await findFinding(db, clientId, findingId))!, acceptance, at(1));
  await putAssignments(db, clientId, [{ findingId, episode }], { assignee: label, byWhom, at: at(1) });
  await addNote(db, clientId, { findingId, episode, text: label, byWhom, at: at(1) });
}

export async function everythingChosen(db: StoreHandle, clientId: string) {
  return {
    silences: await silencesOf(db, clientId, at(2)),
    snoozes: await snoozesOf(db, clientId, at(2)),
    acceptances: [...(await acceptancesOf(db, clientId))],
    assignments: [...(await assignmentsOf(db, clientId))],
    notes: await notesOf(db, clientId, "f1"),
    beginnings: [...(await beginningsSince(db, clientId, at(0)))],
  };
}
