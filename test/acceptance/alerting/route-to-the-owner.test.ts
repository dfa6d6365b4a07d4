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
const ofBen = { owner_id: "7", owner_name: "Ben" };

test("an owner gets the own list, and an owner who is no receiver goes to the topic's", async () => {
  await choosing(room).owners([{ id: "7", email: "ben@northwind.example" }]);
  await room.opens(["ana"], ofBen);
  await room.opens(["cleo"], { owner_id: "8" });
  expect((await room.heard()).filter((one) => one.includes("message"))).toEqual([
    "ben message: opened ana",
    "sales message: opened cleo",
  ]);
  await room.ends(["ana", "cleo"]);
  await room.heard();
});
