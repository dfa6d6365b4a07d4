import { expect, test } from "vitest";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom({ escalation: [] });
const many = Array.from({ length: 40 }, (_, number) => `lead${String(number).padStart(2, "0")}`);

test("forty at once are one digest that names five, and none of the others is told when most have ended", async () => {
  await room.opens(many);
  const heard = await room.heard();
  expect(heard).toHaveLength(1);
  expect(heard[0]!.match(/lead\d\d/g)).toHaveLength(5);
  await room.ends(many.slice(10));
  await room.run([]);
  await room.pass(60);
  expect((await room.heard()).filter((one) => one.includes("opened") || one.includes("changed lead"))).toEqual([]);
});

test("one of those that were only counted speaks for itself when it gets worse", async () => {
  await room.opens(many);
  await room.heard();
  const held = (await room.notices()).filter(({ stage }) => stage === "cap").map(({ finding_id }) => finding_id);
  expect(held).toHaveLength(35);
  const name = held[0]!.split(".").at(-1)!;
  await room.opens([name], { severity: "critical" });
  expect(await room.heard()).toEqual([`sales reply: worsened ${name}`]);
});
