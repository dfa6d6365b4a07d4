import { expect, test } from "vitest";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom();

test("what the first look found is told nobody, whoever is routed to later", async () => {
  await room.opens(["ana", "ben"], {}, { isFirstLook: true });
  expect(await room.decisions("ana")).toEqual([
    "opened: not-told, this is the first complete look of its check: it is counted and shown, and no one is told",
  ]);
  room.client = { ...room.client, routes: { ...room.client.routes, "waiting-leads": "boss" } };
  await room.run([]);
  await room.pass(600);
  expect(await room.heard()).toEqual([]);
  await room.ends(["ana"]);
  expect(await room.heard()).toEqual([]);
});

test("a worse severity ends it", async () => {
  await room.opens(["ana"], { severity: "medium" }, { isFirstLook: true });
  await room.opens(["ana"], { severity: "critical" });
  expect(await room.heard()).toEqual(["sales message: opened ana"]);
});

test("a new episode ends it", async () => {
  await room.opens(["ana"], {}, { isFirstLook: true });
  await room.ends(["ana"]);
  await room.opens(["ana"]);
  expect(await room.heard()).toEqual(["sales message: opened ana"]);
});
