import { expect, test } from "vitest";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom();

const routeTo = (receiver: string) => {
  room.client = { ...room.client, routes: { ...room.client.routes, "waiting-leads": receiver } };
};

test("the old receiver hears where it goes, the new one gets it once, and its ladder goes on", async () => {
  await room.opens(["ana", "ben"]);
  await room.pass(40);
  await room.heard();
  routeTo("boss");
  await room.run([]);
  expect(await room.heard()).toEqual(
    ["sales reply: handed-over 2", "head mail: handed-over 2", "boss message: opened ana, ben"].filter(
      (one) => !one.startsWith("head"),
    ),
  );
  await room.run([]);
  await room.pass(600);
  expect(await room.heard()).toEqual([]);
  await room.ends(["ana", "ben"]);
  expect((await room.heard()).filter((one) => one.startsWith("sales"))).toEqual([]);
});

test("an acknowledgement goes with it", async () => {
  await room.opens(["ana"]);
  await room.takes("sales", "Mia");
  routeTo("boss");
  await room.run([]);
  await room.heard();
  await room.pass(120);
  expect(await room.heard()).toEqual([]);
  expect(await room.alert("boss.waiting-leads")).toMatchObject({ status: "acknowledged", acknowledged_by: "Mia" });
});
