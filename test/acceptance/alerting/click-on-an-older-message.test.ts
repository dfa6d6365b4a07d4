import { expect, test } from "vitest";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom();

test("a click covers what was displayed, and what was added before it climbs on", async () => {
  await room.opens(["ana"]);
  await room.opens(["ben"]);
  await room.heard();
  expect(await room.takes("sales", "Mia", 1)).toEqual({ ok: true, uncovered: 1 });
  expect(await room.alert()).toMatchObject({ status: "open", covered: ["lead-unanswered.contact.ana"] });
  await room.pass(30);
  expect(await room.heard()).toEqual(["head mail: escalated ana, ben"]);
});
