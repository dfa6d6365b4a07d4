import { WorkflowFailedError } from "@temporalio/client";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { parseEndedWeek } from "../../domain/time/iso-week.ts";
import { describeWith } from "../support/describe-with.ts";
import { Rig } from "./rig.ts";

describeWith("temporal", "a workflow that is started by hand with something it can make nothing of", () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await Rig.open();
  });
  afterAll(() => rig?.close());
  beforeEach(() => rig.clear());

  test.each([
    { workflow: "auditClient", input: { clientId: "harbor", cadence: "weekly" }, says: '`cadence` is "weekly"' },
    { workflow: "auditClient", input: { clientId: "harbor" }, says: "`cadence`" },
    { workflow: "auditClient", input: { cadence: "all" }, says: "`clientId` is missing" },
    { workflow: "auditClient", input: { clientId: "harbor", cadence: "all", asOf: "yesterday" }, says: "no instant" },
    { workflow: "auditClient", input: undefined, says: "`clientId` is missing" },
    { workflow: "onboardClient", input: { clientId: "harbor", asOf: "2026-02-31T99:00" }, says: "no instant" },
    { workflow: "onboardClient", input: {}, says: "`clientId` is missing" },
    { workflow: "weeklyReport", input: { clientId: 5 }, says: "`clientId` is missing" },
  ] as const)("$workflow of $input ends at once", async ({ workflow, input, says }) => {
    const failure = await rig.run(workflow, [input as never]).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(WorkflowFailedError);
    expect((failure as WorkflowFailedError).cause).toMatchObject({
      type: "input",
      message: expect.stringContaining(says),
    });
    expect(rig.calls).toEqual([]);
  });

  test.each(["2026-W54", "2026-W00", "0001-W01", "2099-W10"])("a report of %s ends at the first try", async (week) => {
    rig.doings = {
      buildWeeklyReport: async ({ asOf }) => {
        const { name } = parseEndedWeek(week, "Europe/Berlin", new Date(asOf));
        return { period: name, recipients: [] };
      },
    };
    const failure = await rig.run("weeklyReport", [{ clientId: "harbor", week }]).catch((error: unknown) => error);
    expect((failure as WorkflowFailedError).cause?.cause).toMatchObject({ type: "input" });
    expect(rig.called("buildWeeklyReport")).toHaveLength(1);
  });

  test.each([
    ["programming", new TypeError("x is undefined")],
    ["refused", Object.assign(new Error("no right"), { code: "42501", severity: "ERROR" })],
  ])("a %s error of the store ends a report at the first try", async (type, error) => {
    rig.doings = {
      buildWeeklyReport: async () => {
        throw error;
      },
    };
    const failure = await rig.run("weeklyReport", [{ clientId: "harbor" }]).catch((caught: unknown) => caught);
    expect((failure as WorkflowFailedError).cause?.cause).toMatchObject({ type });
    expect(rig.called("buildWeeklyReport")).toHaveLength(1);
  });

  test("a database that is away is waited for", async () => {
    let attempts = 0;
    rig.doings = {
      buildWeeklyReport: async () => {
        attempts += 1;
        if (attempts < 3) throw new Error("Connection terminated unexpectedly");
        return { period: "2026-W47", recipients: [] };
      },
    };
    expect(await rig.run("weeklyReport", [{ clientId: "harbor" }])).toMatchObject({ period: "2026-W47" });
  });
});
