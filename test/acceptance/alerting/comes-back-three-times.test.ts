import { expect, test } from "vitest";
import { explainFinding } from "../../../operations/explain-finding.ts";
import { nameCause } from "../../../operations/name-cause.ts";
import { findingIdOf } from "./harness/leads.ts";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom({ escalation: [] });
const explain = () => explainFinding.run(room.operationWorld(), { findingId: findingIdOf("ana") });
const comesBack = async (days: number) => {
  await room.ends(["ana"]);
  await room.pass(days * 24 * 60);
  await room.opens(["ana"]);
};

test("what comes back three times within 90 days is a problem, and whoever is told of it is asked for the cause", async () => {
  await room.opens(["ana"]);
  await comesBack(5);
  await comesBack(5);
  expect((await explain()).problem).toBeNull();
  await comesBack(5);
  expect((await explain()).problem).toMatchObject({ reopened: 3, askedOf: "Mia Chen", cause: null });
  const answer = { cause: "The form has no owner.", by: "Mia", via: "cli" } as const;
  await nameCause.run(room.operationWorld(), { findingId: findingIdOf("ana"), ...answer });
  expect((await explain()).problem).toMatchObject({ cause: "The form has no owner.", causeBy: "Mia" });
  await room.heard();
});

test("three times in a year are none", async () => {
  await room.opens(["ana"]);
  for (let time = 0; time < 3; time += 1) await comesBack(60);
  expect((await explain()).problem).toBeNull();
  await room.heard();
});
