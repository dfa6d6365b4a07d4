import { expect, test } from "vitest";
import { choosing } from "./harness/choices.ts";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom({ escalation: [] });

test("what flips six times in 36 minutes is told once, and is over half an hour after its last end", async () => {
  const { shows, heldBecause } = choosing(room);
  for (let flip = 0; flip < 3; flip += 1) {
    await room.opens(["ana"]);
    expect(await shows()).toBe(flip === 0 ? "sales message: opened ana" : "sales edit: changed ana");
    await room.pass(6);
    await room.ends(["ana"]);
    await room.pass(6);
  }
  expect(await heldBecause("ana")).toEqual(["flap: it has ended, and has to stay so until that is told"]);
  expect(await room.heard()).toEqual(["sales message: opened ana"]);
  expect((await room.alert()).status).toBe("open");
  await room.pass(23);
  expect((await room.alert()).status).toBe("open");
  await room.pass(1);
  expect(await shows()).toBe("sales edit: recovered ana");
  expect(await room.alert()).toMatchObject({ status: "resolved", episode: 1 });
});

test("the message of what flaps says so", async () => {
  await room.opens(["ana"]);
  await room.pass(6);
  await room.ends(["ana"]);
  await room.heard();
  await room.opens(["ana"]);
  const [edit] = await room.sent();
  expect(edit).toMatchObject({ act: "update", message: { alert: { status: "open" } } });
  expect(JSON.stringify(edit!.message)).toContain("flapping: opened 2 times within hours");
});

test("what came back and stays is told after half an hour, and its ladder begins then", async () => {
  room.client = { ...room.client, escalation: [{ afterSeconds: 1_800, notify: ["head"] }] };
  await room.opens(["ana"]);
  await room.pass(6);
  await room.ends(["ana"]);
  await room.pass(6);
  await room.opens(["ana"]);
  await room.pass(29);
  expect(await room.heard()).toEqual(["sales message: opened ana"]);
  await room.pass(1);
  expect(await room.heard()).toEqual(["sales reply: changed ana"]);
  await room.pass(29);
  expect(await room.heard()).toEqual([]);
  await room.pass(1);
  expect(await room.heard()).toEqual(["head mail: escalated ana"]);
});

test("who has mail alone, and was told of its end, is told as well that it is back and stays", async () => {
  const [sales, ...others] = room.client.receivers;
  room.client = {
    ...room.client,
    receivers: [{ ...sales!, slack: null, email: "mia@northwind.example" }, ...others],
  };
  await room.opens(["ana"]);
  await room.pass(6);
  await room.ends(["ana"]);
  await room.pass(6);
  await room.opens(["ana"]);
  await room.pass(50);
  expect(await room.heard()).toEqual(["sales mail: opened ana", "sales mail: recovered ana"]);
  await room.pass(10);
  expect(await room.heard()).toEqual(["sales mail: changed ana"]);
});

test("what comes back before its first message could be sent is told in that", async () => {
  room.channels.moods.slack = "away";
  await room.opens(["ana"]);
  await room.ends(["ana"]);
  await room.pass(6);
  await room.opens(["ana"]);
  room.channels.moods.slack = "well";
  await room.pass(10);
  expect(await room.heard()).toEqual(["sales message: changed ana"]);
  await room.pass(20);
  expect(await room.heard()).toEqual(["sales reply: changed ana"]);
});
