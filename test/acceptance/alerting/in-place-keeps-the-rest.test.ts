import { expect, test } from "vitest";
import { endUnwatched } from "../../../operations/alerting/end-unwatched.ts";
import { findFinding } from "../../../storage/findings.ts";
import { findingIdOf } from "./harness/leads.ts";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom({ escalation: [] });

/** Its check was muted: messages change in place, and nobody is to notice. */
async function isUnwatched(name: string): Promise<void> {
  const { client, now } = room;
  const why = { because: "its check was muted", untold: "muted", at: now, run: null, now };
  await room
    .db()
    .transaction()
    .execute(async (transaction) => {
      const open = [(await findFinding(transaction, room.clientId(), findingIdOf(name)))!];
      await endUnwatched(transaction, client, room.world.links, open, why);
    });
  await room.send();
}

test("an acknowledgement that ran out is asked for though a look came first that nobody notices", async () => {
  await room.opens(["ana", "ben"]);
  await room.takes("sales", "Mia");
  await room.heard();
  room.now = new Date(room.now.getTime() + 5 * 24 * 3_600_000);
  await isUnwatched("ben");
  expect(await room.heard()).toEqual([]);
  await room.timers();
  expect(await room.heard()).toEqual(["sales reply: reminder ana"]);
});

test("so is what came back and stays told", async () => {
  await room.opens(["ana", "ben"]);
  await room.ends(["ana"]);
  await room.pass(6);
  await room.opens(["ana"]);
  await room.heard();
  room.now = new Date(room.now.getTime() + 31 * 60_000);
  await isUnwatched("ben");
  expect(await room.heard()).toEqual([]);
  await room.timers();
  expect(await room.heard()).toEqual(["sales reply: changed ana"]);
});
