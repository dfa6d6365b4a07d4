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

test("two who are away and stand in for each other leave it to the topic's receiver", async () => {
  const { owners, configure } = choosing(room);
  const day = { from: "2026-11-25", until: "2026-11-26" };
  configure({
    absences: [
      { receiver: "ben", backup: "boss", ...day },
      { receiver: "boss", backup: "ben", ...day },
    ],
  });
  await owners([{ id: "7", email: "ben@northwind.example" }]);
  await room.opens(["ana"], ofBen);
  expect(await room.heard()).toEqual(["sales message: opened ana"]);
});
