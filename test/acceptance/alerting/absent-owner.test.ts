import { expect, test } from "vitest";
import { plainAlerting } from "../../../config/config.ts";
import { choosing } from "./harness/choices.ts";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom({
  receivers: [
    { id: "sales", name: "Mia Chen", slack: "C0SALES", email: null },
    { id: "ben", name: "Ben Okafor", slack: "U0BENOKAFOR", email: "ben@northwind.example" },
    { id: "boss", name: "Sam Okafor", slack: "C0BOSS", email: null },
  ],
  escalation: [],
  alerting: { ...plainAlerting, routeRules: [{ when: {}, notify: ["owner"] }] },
});
const ofBen = { owner_id: "7", owner_name: "Ben" };

const away = { receiver: "ben", backup: "boss", from: "2026-11-25", until: "2026-11-25" };

test("an absence hands over to the backup, and what is open then goes back when it ends", async () => {
  const { owners, configure } = choosing(room);
  configure({ absences: [away] });
  await owners([{ id: "7", email: "ben@northwind.example" }]);
  await room.opens(["ana"], ofBen);
  expect(await room.heard()).toEqual(["boss message: opened ana"]);
  await room.timers();
  await room.pass(14 * 60);
  expect((await room.heard()).toSorted()).toEqual([
    "ben mail: opened ana",
    "ben message: opened ana",
    "boss reply: handed-over 1",
  ]);
});
