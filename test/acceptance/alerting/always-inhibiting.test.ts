import { expect, test } from "vitest";
import { choosing } from "./harness/choices.ts";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom({ escalation: [] });

const colin = {
  check_id: "owner-deactivated",
  topic: "routing",
  severity: "critical",
  subject_type: "owner",
  subject_id: "9",
  subject_label: "Colin Hale",
  owner_id: "9",
  evidence: JSON.stringify({ deactivatedAt: "2026-05-03T10:00:00.000Z", openDeals: 2, openLeads: 5 }),
} as const;
const ofColin = { owner_id: "9", owner_name: "Colin" };

test("a cause that comes in the same run as what follows from it is the only thing that is told", async () => {
  await room.run([
    { name: "ana", is: "failing", own: ofColin },
    { name: "colin", is: "failing", own: colin },
    { name: "ben", is: "failing", own: ofColin },
  ]);
  expect(await room.heard()).toEqual(["sales message: opened Colin Hale"]);
  expect(await choosing(room).heldBecause("ben")).toHaveLength(1);
});
