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

test("the lead gets one message beside the lists of the owners", async () => {
  const { owners, configure } = choosing(room);
  configure({ routeRules: [{ when: {}, notify: ["owner", "sales"] }] });
  await owners([{ id: "7", email: "ben@northwind.example" }]);
  await room.run([
    { name: "ana", is: "failing", own: ofBen },
    { name: "cleo", is: "failing", own: { owner_id: "8" } },
  ]);
  expect((await room.heard()).toSorted()).toEqual([
    "ben mail: opened ana",
    "ben message: opened ana",
    "sales message: opened ana, cleo",
  ]);
});
