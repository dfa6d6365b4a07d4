import { expect, test } from "vitest";
import { choosing } from "./harness/choices.ts";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom({ escalation: [] });

test("the inbox lists what is told and counts what is held back, by the stage that holds it", async () => {
  const { silence, accept, inbox } = choosing(room);
  await room.opens(["ana", "ben"]);
  await accept("ben", "2026-12-31");
  await silence(60, { topic: ["stale-deals"] });
  await room.opens(["deal"], { topic: "stale-deals", severity: "critical" });
  await room.heard();
  const { alerts, held } = await inbox();
  expect(alerts).toMatchObject([{ alertId: "sales.waiting-leads", status: "open", open: 2 }]);
  expect(held.map(({ stage, findings, worst }) => [stage, findings, worst])).toEqual([
    ["accept", 1, "high"],
    ["silence", 1, "critical"],
  ]);
});
