import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { describeWith } from "../support/describe-with.ts";
import { Rig } from "./rig.ts";

describeWith("temporal", "weeklyReport", () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await Rig.open();
  });
  afterAll(() => rig?.close());
  beforeEach(() => rig.clear());

  const asked = () => rig.called("buildWeeklyReport").at(-1)![0];

  test("it is built for the schedule's nominal time, however late it starts, and its messages are announced", async () => {
    const monday = new Date("2026-11-23T06:30:00.000Z");
    const handle = await rig.startAt(monday, "weeklyReport", [{ clientId: "northwind" }]);
    expect(await handle.result()).toEqual({ period: "2026-W47", recipients: ["founder"] });
    expect(asked()).toMatchObject({
      clientId: "northwind",
      week: null,
      nominalAt: monday.toISOString(),
      workflowId: handle.workflowId,
      deliver: true,
    });
    expect(rig.calls.map(({ name }) => name)).toEqual(["buildWeeklyReport", "announceAlerts"]);
    await rig.keep("scheduled", handle);
  });

  test("a week that was asked for is built without being sent", async () => {
    const handle = await rig.start("weeklyReport", [{ clientId: "northwind", week: "2026-W45", deliver: false }]);
    await handle.result();
    expect(asked()).toMatchObject({ week: "2026-W45", deliver: false });
    expect(rig.called("announceAlerts")).toEqual([]);
    await rig.keep("on-demand", handle);
  });

  test("every run above replays to the same commands", async () => {
    expect(await rig.replayAll()).toEqual({ replayed: 2, failed: [] });
  });
});
