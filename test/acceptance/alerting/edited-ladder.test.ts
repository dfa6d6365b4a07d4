import { expect, test } from "vitest";
import { makeEscalateAlert } from "../../../activities/tell/escalate-alert.ts";
import { runActivity } from "../../activities/test-world.ts";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom();

const edit = (escalation: readonly { afterSeconds: number; notify: readonly string[] }[]) => {
  room.client = { ...room.client, escalation };
};

test("a step that is added under a running alert comes", async () => {
  edit([{ afterSeconds: 1_800, notify: ["head"] }]);
  await room.opens(["ana"]);
  await room.pass(40);
  expect(await room.heard()).toEqual(["sales message: opened ana", "head mail: escalated ana"]);
  edit([
    { afterSeconds: 1_800, notify: ["head"] },
    { afterSeconds: 3_600, notify: ["boss"] },
  ]);
  await room.run([]);
  await room.pass(20);
  expect(await room.heard()).toEqual(["boss message: escalated ana"]);
});

test("nobody is reached twice when a step moves", async () => {
  await room.opens(["ana"]);
  await room.pass(40);
  await room.heard();
  edit([
    { afterSeconds: 3_000, notify: ["head"] },
    { afterSeconds: 7_200, notify: ["boss"] },
  ]);
  await room.run([]);
  await room.pass(60);
  expect(await room.heard()).toEqual([]);
});

test("nobody is passed over: a step before the one that was taken is made up for", async () => {
  edit([{ afterSeconds: 1_800, notify: ["head"] }]);
  await room.opens(["ana"]);
  await room.pass(40);
  await room.heard();
  edit([
    { afterSeconds: 600, notify: ["boss"] },
    { afterSeconds: 1_800, notify: ["head"] },
  ]);
  await room.run([]);
  expect(await room.heard()).toEqual(["boss message: escalated ana"]);
});

test("a ladder that is taken away stops", async () => {
  await room.opens(["ana"]);
  await room.heard();
  edit([]);
  await room.run([]);
  await room.pass(600);
  expect(await room.heard()).toEqual([]);
});

test("a step that was moved does not come when its workflow wakes for the old time", async () => {
  await room.opens(["ana"]);
  const { steps, episode } = await room.alert();
  edit([{ afterSeconds: 7_200, notify: ["head"] }]);
  await room.run([]);
  await room.pass(30);
  const [alertId, step] = ["sales.waiting-leads", 0] as const;
  const waited = { clientId: room.clientId(), alertId, episode, step, dueAt: steps[0]!.dueAt };
  expect(await runActivity(makeEscalateAlert(room.world), [waited])).toEqual({ status: "open", nextStep: 0 });
  await room.send();
  expect(await room.heard()).toEqual(["sales message: opened ana"]);
  await room.pass(90);
  expect(await room.heard()).toEqual(["head mail: escalated ana"]);
});
