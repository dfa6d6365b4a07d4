import { expect, test } from "vitest";
import { choosing } from "./harness/choices.ts";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom();

const routeTo = (receiver: string) => {
  room.client = { ...room.client, routes: { ...room.client.routes, "waiting-leads": receiver } };
};

test("what is silenced is handed over when that ends, and its ladder goes on from there", async () => {
  const { silence } = choosing(room);
  await room.opens(["ana"]);
  await room.pass(10);
  await room.heard();
  await silence(60);
  routeTo("boss");
  await room.run([]);
  await room.pass(59);
  expect(await room.heard()).toEqual([]);
  await room.pass(1);
  expect(await room.heard()).toEqual(["sales reply: handed-over 1", "boss message: changed ana"]);
  await room.pass(29);
  expect(await room.heard()).toEqual([]);
  await room.pass(1);
  expect(await room.heard()).toEqual(["head mail: escalated ana"]);
});

test("an acknowledgement waits with it", async () => {
  const { silence } = choosing(room);
  await room.opens(["ana"]);
  await room.takes("sales", "Mia");
  await room.heard();
  await silence(60);
  routeTo("boss");
  await room.run([]);
  expect(await room.heard()).toEqual([]);
  await room.pass(60);
  expect(await room.heard()).toEqual(["sales reply: handed-over 1", "boss message: changed ana"]);
  expect(await room.alert("boss.waiting-leads")).toMatchObject({ status: "acknowledged", acknowledged_by: "Mia" });
});

test("a route that is back before the silence ends was never another one", async () => {
  const { silence } = choosing(room);
  await room.opens(["ana"]);
  await room.heard();
  await silence(60);
  routeTo("boss");
  await room.run([]);
  routeTo("sales");
  await room.run([]);
  await room.pass(60);
  expect(await room.heard()).toEqual([]);
  await room.pass(30);
  expect(await room.heard()).toEqual(["head mail: escalated ana"]);
});

test("whoever acknowledged is asked where the alert is now", async () => {
  await room.opens(["ana"]);
  await room.takes("sales", "Mia");
  routeTo("boss");
  await room.run([]);
  await room.heard();
  await room.pass(5 * 24 * 60);
  expect(await room.heard()).toEqual(["boss reply: reminder ana", "head mail: escalated ana"]);
});
