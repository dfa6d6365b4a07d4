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
    rig.doings = {
      sweepOutboxes: async () => ({
        reconciled: 0,
        alerts: 2,
        senders: 1,
        rearmed: 0,
        diverted: 0,
        onboarding: 0,
        lateReports: 0,
      }),
    };
    const handle = await rig.start("superviseFleet", []);
    expect(await handle.result()).toEqual({
      reconciled: 0,
      alerts: 2,
      senders: 1,
      rearmed: 0,
      diverted: 0,
      onboarding: 0,
      lateReports: 0,
    });
    await rig.keep("sweep", handle);
  });

  test("once an hour old rows are removed; a fault of that never keeps the sweep from its work", async () => {
    const at = (minute: number) => rig.startAt(new Date(Date.UTC(2026, 10, 25, 10, minute)), "superviseFleet", []);
    await (await at(16)).result();
    expect(rig.called("pruneHistory")).toEqual([]);
    rig.doings = {
      pruneHistory: async () => {
        throw new Error("the disk is full");
      },
    };
    const handle = await at(17);
    expect(await handle.result()).toMatchObject({ alerts: 0, senders: 0 });
    expect(rig.called("pruneHistory")).toHaveLength(1);
    await rig.keep("prune", handle);
  });

  test("every run above replays to the same commands", async () => {
    expect(await rig.replayAll()).toEqual({ replayed: 3, failed: [] });
  });
});
