import { expect, test } from "vitest";
import { choosing } from "./harness/choices.ts";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom({ escalation: [] });
const blind = {
  check_id: "portal-unreadable",
  topic: "access",
  severity: "critical",
  subject_type: "portal",
  subject_id: "1",
  subject_label: "Northwind",
  evidence: JSON.stringify({ state: "refused", reason: "HubSpot refuses the token.", remedy: null }),
} as const;

test("while a portal cannot be read nothing else of it is told, and it is when access is back", async () => {
  await room.run([
    { name: "ana", is: "failing" },
    { name: "portal", is: "failing", own: blind },
  ]);
  expect(await room.heard()).toEqual(["sales message: opened Northwind"]);
  await room.ends(["portal"]);
  expect((await room.heard()).toSorted()).toEqual(["sales message: opened ana"]);
  expect(await choosing(room).heldBecause("ana")).toEqual([]);
});
