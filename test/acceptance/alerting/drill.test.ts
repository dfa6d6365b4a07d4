import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { drillClient } from "../../../operations/alerting/drill-client.ts";
import { choosing } from "./harness/choices.ts";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom();

async function drill(waitSeconds: number) {
  let isDone = false;
  const sender = async () => {
    while (!isDone) {
      await room.send();
      await wait(20);
    }
  };
  const input = drillClient.input.parse({ clientId: room.clientId(), by: "Robin", waitSeconds });
  const asked = drillClient.run(room.operationWorld(), input).finally(() => {
    isDone = true;
  });
  const [result] = await Promise.all([asked, sender()]);
  return { ok: result.ok, hops: result.hops.map(({ hop, state }) => `${hop}: ${state}`), said: result.hops };
}

test("a drill goes the whole way, tells who hears of what, and leaves no alert behind", async () => {
  const { ok, hops, said } = await drill(30);
  expect(ok).toBe(true);
  expect(hops).toEqual(["config: ok", "pipeline: ok", "outbox: ok", "sender: ok", "channel: ok"]);
  expect(said[1]!.what).toBe(
    "Mia Chen hears of waiting-leads, stale-leads, stale-deals, routing, campaign-tracking, access, handoff, data-quality, automation, permissions and monitoring",
  );
  expect(said.map(({ afterMs }) => afterMs)).toEqual(said.map(({ afterMs }) => afterMs).toSorted((a, b) => a - b));
  expect(await room.heard()).toEqual(["sales message: drill"]);
  expect(await room.alerts()).toEqual([]);
});

test("what a silence holds is said, and a channel that takes nothing is no success", async () => {
  await choosing(room).silence(60);
  room.channels.moods.slack = "token refused";
  const { ok, said } = await drill(1);
  expect(ok).toBe(false);
  expect(said.map(({ state, what }) => `${state}: ${what}`)).toEqual(
    expect.arrayContaining([
      "held: waiting-leads: silenced by Ana until Wed 25 Nov, 11:00 UTC: an import",
      expect.stringMatching(/^waiting: Slack to Mia Chen: the token was refused/),
    ]),
  );
});
