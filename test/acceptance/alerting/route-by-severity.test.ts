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

test("a rule for what is critical takes it over when it gets that bad, and nobody is left out", async () => {
  const { configure } = choosing(room);
  configure({ routeRules: [{ when: { severities: ["critical"] }, notify: ["boss", "sales"] }] });
  await room.opens(["ana"]);
  expect(await room.heard()).toEqual(["sales message: opened ana"]);
  await room.opens(["ana"], { severity: "critical" });
  expect((await room.heard()).toSorted()).toEqual(["boss message: opened ana", "sales reply: worsened ana"]);
});
