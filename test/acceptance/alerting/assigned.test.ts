import { expect, test } from "vitest";
import { plainAlerting } from "../../../config/config.ts";
import { choosing } from "./harness/choices.ts";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom({
  receivers: [
    { id: "sales", name: "Mia Chen", slack: "C0SALES", email: null },
    { id: "ben", name: "Ben Okafor", slack: "U0BENOKAFOR", email: "ben@northwind.example" },
    { id: "boss", name: "Sam Okafor", slack: "C0BOSS", email: null },
  ],
  escalation: [],
  alerting: { ...plainAlerting, routeRules: [{ when: {}, notify: ["owner"] }] },
});

test("what was assigned leaves its alert and joins the assignee's, until its episode ends", async () => {
  const { assign, shows } = choosing(room);
  await room.opens(["ana", "cleo"]);
  await room.heard();
  await assign("boss", { findingId: "lead-unanswered.contact.ana" });
  expect(await room.heard()).toEqual(["boss message: opened ana"]);
  expect(await shows()).toBe("sales edit: changed cleo");
  await room.ends(["ana"]);
  await room.heard();
  await room.opens(["ana"]);
  expect(await room.heard()).toEqual(["sales reply: changed ana"]);
});
