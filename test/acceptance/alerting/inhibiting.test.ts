import { expect, test } from "vitest";
import { choosing } from "./harness/choices.ts";
import { roomClient } from "./harness/open-room.ts";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom({
  escalation: [],
  routes: { ...roomClient("x").routes, routing: "boss" },
});

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

test("one cause hides what follows from it; those who lose it hear the cause, and what is left when that ends", async () => {
  const { heldBecause } = choosing(room);
  await room.opens(["colin"], colin);
  expect(await room.heard()).toEqual(["boss message: opened Colin Hale"]);
  await room.opens(["ana", "ben"], ofColin);
  expect(await room.heard()).toEqual(["sales message: opened Colin Hale"]);
  expect((await heldBecause("ana"))[0]).toMatch(/^inhibit: follows from another finding: Colin Hale is deactivated/);
  await room.opens(["cleo"], { owner_id: "8" });
  expect(await room.heard()).toEqual(["sales message: opened cleo"]);
  await room.ends(["colin"]);
  expect((await room.heard()).filter((one) => !one.includes("recovered"))).toEqual(["sales reply: changed ana, ben"]);
});
