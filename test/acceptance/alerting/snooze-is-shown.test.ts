import { expect, test } from "vitest";
import { choosing } from "./harness/choices.ts";
import { alertRoom } from "./harness/room.ts";
import type { Room } from "./harness/open-room.ts";

const room = alertRoom({ escalation: [] });

async function notesIn({ sent }: Room): Promise<readonly (string | undefined)[]> {
  const last = (await sent()).at(-1)!;
  expect(last.act).toBe("update");
  if (last.message.kind !== "alert") throw new Error("It is no alert.");
  return last.message.alert.sections.flatMap(({ lines }) => lines.map(({ note }) => note));
}

test("a message says until when what it lists is snoozed, and by whom", async () => {
  const { snooze, endSnooze } = choosing(room);
  await room.opens(["ana"]);
  await room.heard();
  await snooze("1h");
  expect(await notesIn(room)).toEqual(["snoozed by Ana until Wed 25 Nov, 11:00 UTC"]);
  await endSnooze();
  expect(await notesIn(room)).toEqual([undefined]);
});

test("so it does of a silence, and another line changes nothing of that", async () => {
  const { silence } = choosing(room);
  await room.opens(["ana", "ben"]);
  await room.heard();
  await silence(60);
  const note = "silenced by Ana until Wed 25 Nov, 11:00 UTC: an import";
  expect(await notesIn(room)).toEqual([note, note]);
  await room.pass(5);
  await room.ends(["ben"]);
  expect(await notesIn(room)).toEqual([note]);
  await room.pass(55);
  expect(await notesIn(room)).toEqual([undefined]);
});
