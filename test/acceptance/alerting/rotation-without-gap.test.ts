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

test("absences that follow each other leave no gap at midnight", async () => {
  const { owners, configure } = choosing(room);
  configure({
    absences: [
      { receiver: "ben", backup: "boss", from: "2026-11-25", until: "2026-11-25" },
      { receiver: "ben", backup: "sales", from: "2026-11-26", until: "2026-11-27" },
    ],
  });
  await owners([{ id: "7", email: "ben@northwind.example" }]);
  await room.pass(13 * 60 + 59);
  await room.opens(["ana"], ofBen);
  await room.pass(1);
  await room.opens(["cleo"], ofBen);
  expect((await room.heard()).filter((one) => one.startsWith("ben"))).toEqual([]);
});
