import { afterAll, beforeAll, expect, test } from "vitest";
import { describeWith } from "../support/describe-with.ts";
import { Rig } from "./rig.ts";

describeWith("temporal", "superviseFleet", () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await Rig.open();
  });
  afterAll(() => rig?.close());

  test("the sweep says what it has woken", async () => {
    rig.doings = { sweepOutboxes: async () => ({ alerts: 2, senders: 1 }) };
    const handle = await rig.start("superviseFleet", []);
    expect(await handle.result()).toEqual({ alerts: 2, senders: 1 });
    await rig.keep("sweep", handle);
  });

  test("every run above replays to the same commands", async () => {
    expect(await rig.replayAll()).toEqual({ replayed: 1, failed: [] });
  });
});
