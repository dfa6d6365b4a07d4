import { expect, test } from "vitest";
import type { Silence } from "../../domain/alerting/silence.ts";
import { acceptancesOf, putAcceptance, withdrawAcceptance } from "../../storage/acceptances.ts";
import { assignmentsOf, putAssignments } from "../../storage/assignments.ts";
import { findFinding, saveFindings } from "../../storage/findings.ts";
import { forgetChoices, moveChoices, moveChosenSubject } from "../../storage/move-choices.ts";
import { addNote, notesOf } from "../../storage/notes.ts";
import { pruneHistory } from "../../storage/retention/prune-history.ts";
import { addSilence, endSilences, noteMatches, silencesOf } from "../../storage/silences.ts";
import { endSnoozes, putSnoozes, snoozesOf } from "../../storage/snoozes.ts";
import { defaultRetention } from "../../domain/retention.ts";
import { describeOnBoth } from "./on-both-databases.ts";
import { at, findingRow } from "./rows.ts";

const silence = (silenceId: string, own: Partial<Silence> = {}): Silence => ({
  silenceId,
  matcher: { topics: ["waiting-leads"] },
  reason: "an import",
  byWhom: "Ana",
  createdAt: at(0),
  until: at(30),
  lastMatchedAt: null,
  ...own,
});
const snooze = (findingId: string, receiver: string, until = at(30)) => ({
  findingId,
  episode: 1,
  receiver,
  severity: "high" as const,
  byWhom: "Ana",
  until,
});
const acceptance = (until = at(30)) => ({
  value: "{}",
  severity: "high" as const,
  reason: "we know",
  byWhom: "Ana",
  until,
});

describeOnBoth("what people chose about findings", (db) => {
  test("a silence is kept as it was said, and is there until its end", async () => {
    const one = silence("s1", { matcher: { subjects: ["1"], severities: ["low", "high"] } });
    await addSilence(db(), "silences", one);
    expect(await silencesOf(db(), "silences", at(29))).toEqual([one]);
    expect(await silencesOf(db(), "silences", at(30))).toEqual([]);
  });

  test("a silence ends once, by a person or by itself", async () => {
    await addSilence(db(), "ends", silence("s1"));
    expect(await endSilences(db(), "ends", ["s1", "s2"], { at: at(5), byWhom: "Ben" })).toBe(1);
    expect(await endSilences(db(), "ends", ["s1"], { at: at(6), byWhom: null })).toBe(0);
    expect(await silencesOf(db(), "ends", at(6))).toEqual([]);
  });

  test("when a silence last matched is written once an hour", async () => {
    await addSilence(db(), "matches", silence("s1", { until: at(400) }));
    const matchedAt = async (minute: number) => {
      await noteMatches(db(), "matches", ["s1"], at(minute));
      return (await silencesOf(db(), "matches", at(0)))[0]!.lastMatchedAt;
    };
    expect([await matchedAt(1), await matchedAt(60), await matchedAt(61)]).toEqual([at(1), at(1), at(61)]);
  });

  test("a later snooze takes the place of an earlier one, and ends for whom it is ended", async () => {
    await putSnoozes(db(), "snoozes", [snooze("f1", "ana"), snooze("f1", "ben")], at(0));
    await putSnoozes(db(), "snoozes", [snooze("f1", "ana", at(50))], at(1));
    const later = await snoozesOf(db(), "snoozes", at(40));
    expect(later.map(({ receiver, until }) => [receiver, until])).toEqual([
      ["ana", at(50)],
      ["ben", at(30)],
    ]);
    expect(await snoozesOf(db(), "snoozes", at(50 + 24 * 60))).toEqual([]);
    expect(await endSnoozes(db(), "snoozes", ["f1"], { receiver: "ana", now: at(10) })).toBe(1);
    expect((await snoozesOf(db(), "snoozes", at(10))).map(({ receiver }) => receiver)).toEqual(["ben"]);
  });

  test("an acceptance holds through episodes until it is withdrawn; the later word counts", async () => {
    await saveFindings(db(), [findingRow("accepts", "f1", at(0))]);
    const row = (await findFinding(db(), "accepts", "f1"))!;
    await putAcceptance(db(), row, acceptance(), at(0));
    await putAcceptance(db(), row, acceptance(at(50)), at(2));
    expect((await acceptancesOf(db(), "accepts")).get("f1")).toMatchObject({ until: at(50), at: at(2) });
    expect(await withdrawAcceptance(db(), "accepts", "f1")).toBe(true);
    expect(await withdrawAcceptance(db(), "accepts", "f1")).toBe(false);
  });

  test("an assignment ends with its episode", async () => {
    const row = findingRow("assigns", "f1", at(0));
    await saveFindings(db(), [row]);
    const given = { assignee: "ben", byWhom: "Ana", at: at(0) };
    await putAssignments(db(), "assigns", [{ findingId: "f1", episode: 1 }], given);
    await putAssignments(db(), "assigns", [{ findingId: "f1", episode: 1 }], { ...given, assignee: "cleo" });
    expect([...(await assignmentsOf(db(), "assigns"))]).toEqual([["f1", "cleo"]]);
    await saveFindings(db(), [{ ...row, status: "resolved", ending: "seen-healthy", event_no: 2 }]);
    expect([...(await assignmentsOf(db(), "assigns"))]).toEqual([]);
    await saveFindings(db(), [{ ...row, episode: 2, event_no: 3 }]);
    expect([...(await assignmentsOf(db(), "assigns"))]).toEqual([]);
  });

  test("notes stand in their order", async () => {
    const note = (text: string) => ({ findingId: "f1", episode: 1, text, byWhom: "Ana", at: at(0) });
    for (const text of ["called him", "he is on holiday"]) await addNote(db(), "notes", note(text));
    expect((await notesOf(db(), "notes", "f1")).map(({ text }) => text)).toEqual(["called him", "he is on holiday"]);
  });

  async function chooseEverything(clientId: string, findingId: string): Promise<void> {
    await saveFindings(db(), [findingRow(clientId, findingId, at(0))]);
    const row = (await findFinding(db(), clientId, findingId))!;
    await putSnoozes(db(), clientId, [snooze(findingId, "ana")], at(0));
    await putAcceptance(db(), row, acceptance(), at(0));
    await putAssignments(db(), clientId, [{ findingId, episode: 1 }], { assignee: "ben", byWhom: "Ana", at: at(0) });
    await addNote(db(), clientId, { findingId, episode: 1, text: "hm", byWhom: "Ana", at: at(0) });
  }
  const chosen = async (clientId: string) => {
    const tables = ["snooze", "acceptance", "assignment", "note"] as const;
    const rows = await Promise.all(
      tables.map((table) => db().selectFrom(table).select("finding_id").where("client_id", "=", clientId).execute()),
    );
    return rows.map((found) => found.map(({ finding_id }) => finding_id).join());
  };

  test("everything goes on under the id that a finding has after a merge", async () => {
    await chooseEverything("merges", "f1");
    await addSilence(db(), "merges", silence("s1", { matcher: { subjects: ["1", "3"] } }));
    await moveChoices(db(), "merges", new Map([["f1", "f2"]]));
    await moveChosenSubject(db(), "merges", { subjectType: "contact", formerId: "1", survivorId: "2" });
    expect(await chosen("merges")).toEqual(["f2", "f2", "f2", "f2"]);
    expect((await silencesOf(db(), "merges", at(0)))[0]!.matcher).toEqual({ subjects: ["2", "3"] });
    const { subject_id } = await db()
      .selectFrom("acceptance")
      .selectAll()
      .where("client_id", "=", "merges")
      .executeTakeFirstOrThrow();
    expect(subject_id).toBe("2");
  });

  test("what was chosen about the finding that goes on stays", async () => {
    await chooseEverything("both", "f1");
    await chooseEverything("both", "f2");
    await moveChoices(db(), "both", new Map([["f1", "f2"]]));
    expect(await chosen("both")).toEqual(["f1,f2", "f1,f2", "f1,f2", "f2,f2"]);
  });

  test("a person who is forgotten is forgotten here, and no silence grows by it", async () => {
    await chooseEverything("forgets", "f1");
    await addSilence(db(), "forgets", silence("only", { matcher: { subjects: ["1"] } }));
    await addSilence(db(), "forgets", silence("two", { matcher: { subjects: ["1", "3"] } }));
    await forgetChoices(db(), "forgets", { findingIds: ["f1"], recordIds: ["1"] });
    expect(await chosen("forgets")).toEqual(["", "", "", ""]);
    expect((await silencesOf(db(), "forgets", at(0))).map(({ matcher }) => matcher)).toEqual([{ subjects: ["3"] }]);
  });

  test("what is over is pruned, what is open or expires unanswered stays", async () => {
    await chooseEverything("prunes", "open");
    await chooseEverything("prunes", "over");
    const over = findingRow("prunes", "over", at(0), { status: "resolved", ending: "seen-healthy", event_no: 2 });
    await saveFindings(db(), [{ ...over, resolved_at: at(0) }]);
    await addSilence(db(), "prunes", silence("s1"));
    const now = new Date(at(0).getTime() + 500 * 86_400_000);
    await pruneHistory(db(), { retention: defaultRetention, zones: [], now });
    expect(await chosen("prunes")).toEqual(["", "open", "open", "open"]);
    expect(await db().selectFrom("silence").selectAll().where("client_id", "=", "prunes").execute()).toEqual([]);
  });
});
