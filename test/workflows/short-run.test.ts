import { WorkflowFailedError } from "@temporalio/client";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { ScanReceipt } from "../../activities/shapes.ts";
import { describeWith } from "../support/describe-with.ts";
import { Rig } from "./rig.ts";
import { complete, plan } from "./usual-activities.ts";

const receipt = (subject: ScanReceipt["subject"]): ScanReceipt => {
  return { subject, status: "complete", reason: null, records: 3 };
};
const quiet = { ...complete, hasNews: false };

describeWith("temporal", "a run in one activity", () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await Rig.open();
  });
  afterAll(() => rig?.close());
  beforeEach(() => rig.clear());

  const start = () => rig.start("auditClient", [{ clientId: "northwind", cadence: "fast" }]);
  const names = () => rig.calls.map(({ name }) => name);

  test("a run that is over within seconds is that one activity, whatever it found", async () => {
    rig.doings = { runShort: async () => ({ result: complete }) };
    const handle = await start();
    expect(await handle.result()).toEqual(complete);
    expect(names()).toEqual(["runShort"]);
    await rig.keep("short", handle);
  });

  test("what takes longer goes on at the place that was reached, and nothing is read twice", async () => {
    const copied = [receipt("contact"), receipt("owner")];
    rig.doings = { runShort: async () => ({ plan, receipts: copied }), runChecks: async () => quiet };
    const handle = await start();
    expect(await handle.result()).toEqual(quiet);
    expect([names()[0], ...names().slice(1, 3).toSorted(), ...names().slice(3)]).toEqual([
      "runShort",
      "syncConfiguration",
      "syncRecords",
      "syncTouches",
      "runChecks",
    ]);
    expect(rig.called("syncRecords").map(([, record]) => record)).toEqual([plan.records[1]]);
    expect(rig.called("syncConfiguration")[0]![1]).toEqual(["pipeline"]);
    const judged = rig.called("runChecks")[0]![0] as { receipts: readonly ScanReceipt[] };
    expect(judged.receipts.map(({ subject }) => subject).toSorted()).toEqual(
      ["contact", "deal", "hand", "owner", "pipeline", "touch"].toSorted(),
    );
    await rig.keep("handed-over", handle);
  });

  test("a run that copied all of it in time is only judged by others", async () => {
    const all = (["contact", "deal", "owner", "pipeline", "hand", "touch"] as const).map(receipt);
    rig.doings = { runShort: async () => ({ plan, receipts: all }), runChecks: async () => quiet };
    const handle = await start();
    await handle.result();
    expect(names()).toEqual(["runShort", "runChecks"]);
    expect(rig.called("runChecks")[0]![0]).toMatchObject({ receipts: all });
    await rig.keep("judging-handed-over", handle);
  });

  test("what the portal lets us read is asked when the run says that it is time", async () => {
    rig.doings = { runShort: async () => ({ result: quiet, isProbeDue: true }) };
    const handle = await start();
    await handle.result();
    expect(names()).toEqual(["runShort", "probePortal"]);
    await rig.keep("short-with-probe", handle);
  });

  test("a fault of ours ends the run, and is its reason", async () => {
    rig.doings = {
      runShort: async () => {
        throw new TypeError("x is not a function");
      },
    };
    const handle = await start();
    await expect(handle.result()).rejects.toBeInstanceOf(WorkflowFailedError);
    expect(rig.called("failRun")).toMatchObject([[{ reason: "TypeError: x is not a function" }]]);
    expect(names()).not.toContain("planAudit");
  });

  test("the first copy of a portal is long, and is not tried at once", async () => {
    await rig.run("onboardClient", [{ clientId: "northwind" }]);
    expect(names()).not.toContain("runShort");
  });

  test("every run above replays to the same commands", async () => {
    expect((await rig.replayAll()).failed).toEqual([]);
  });
});
