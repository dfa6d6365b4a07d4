import { expect, test } from "vitest";
import { choosing } from "./harness/choices.ts";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom({
  receivers: [
    { id: "sales", name: "Mia Chen", slack: "C0SALES", email: null },
    { id: "head", name: "Jo Keller", slack: null, email: "jo@northwind.example" },
    { id: "deputy", name: "Kim Lund", slack: "C0DEPUTY", email: null },
    { id: "boss", name: "Sam Okafor", slack: "C0BOSS", email: null },
  ],
});
const day = { from: "2026-11-25", until: "2026-11-25" };

test("a step goes to the backup of whoever is away, and the message says so before", async () => {
  choosing(room).configure({ absences: [{ receiver: "head", backup: "deputy", ...day }] });
  await room.opens(["ana"]);
  const [first] = await room.sent();
  expect(first!.message).toMatchObject({ alert: { next: { receivers: ["Kim Lund"] } } });
  await room.pass(30);
  expect(await room.heard()).toEqual(["deputy message: escalated ana"]);
  await room.pass(90);
  expect(await room.heard()).toEqual(["boss message: escalated ana"]);
});

test("nobody is called twice because a backup has a step of their own", async () => {
  choosing(room).configure({ absences: [{ receiver: "head", backup: "boss", ...day }] });
  await room.opens(["ana"]);
  await room.heard();
  await room.pass(120);
  expect(await room.heard()).toEqual(["boss message: escalated ana"]);
});

test("a ring of absences calls who was meant", async () => {
  choosing(room).configure({
    absences: [
      { receiver: "head", backup: "boss", ...day },
      { receiver: "boss", backup: "head", ...day },
    ],
  });
  await room.opens(["ana"]);
  await room.heard();
  await room.pass(30);
  expect(await room.heard()).toEqual(["head mail: escalated ana"]);
  await room.pass(90);
  expect(await room.heard()).toEqual(["boss message: escalated ana"]);
});
