import { describe, expect, test } from "vitest";
import { z } from "zod";
import { changeWindowParams, isInChangeWindow } from "../../checks/change-window.ts";
import { routingSwitchedOff } from "../../checks/automation/routing-switched-off.ts";
import { workflowEdited } from "../../checks/automation/workflow-edited.ts";
import { workflowSwitched } from "../../checks/automation/workflow-switched.ts";
import { workflowWords, type Workflow } from "../../domain/inventory/workflow.ts";
import { pipelineChanged } from "../../checks/stages/pipeline-changed.ts";
import { pipelineWords } from "../../domain/inventory/pipeline.ts";
import { judgeDrift } from "./around.ts";
import { businessTime, daysAgo, pipeline } from "./samples.ts";
import { routing, workflow } from "./around-inventory.ts";

const schema = z.strictObject(changeWindowParams);
const isIn = (at: string, window: object) =>
  isInChangeWindow(new Date(at), { params: schema.parse({ changeWindows: [window] }), businessTime });
const once = { from: "2026-12-05 22:00", until: "2026-12-06 02:00" };
const fridays = { from: "22:00", until: "02:00", days: ["friday"] };

// The client is in Berlin, an hour ahead of UTC.
test.each([
  ["at its beginning", "2026-12-05T21:00:00Z", once, true],
  ["just before it", "2026-12-05T20:59:59Z", once, false],
  ["just before its end", "2026-12-06T00:59:59Z", once, true],
  ["at its end", "2026-12-06T01:00:00Z", once, false],
  ["in another zone", "2026-12-05T22:30:00Z", { ...once, timeZone: "UTC" }, true],
  ["before it in another zone", "2026-12-05T21:30:00Z", { ...once, timeZone: "UTC" }, false],
  ["on its day", "2026-11-27T21:30:00Z", fridays, true],
  ["after midnight", "2026-11-28T00:30:00Z", fridays, true],
  ["on another day", "2026-11-26T21:30:00Z", fridays, false],
  ["on any day where none is named", "2026-11-26T21:30:00Z", { from: "22:00", until: "02:00" }, true],
  ["in a zone that there is not", "2026-12-05T22:30:00Z", { ...once, timeZone: "Mars/Olympus" }, false],
])("a change %s", (_, at, window, is) => {
  expect(isIn(at, window)).toBe(is);
});

test.each([
  ["a day in one of both", { from: "2026-12-05 22:00", until: "02:00" }],
  ["an end before its beginning", { from: "2026-12-05 22:00", until: "2026-12-05 21:00" }],
  ["no time", { from: "late", until: "later" }],
])("%s is refused", (_, window) => {
  expect(schema.safeParse({ changeWindows: [window] }).success).toBe(false);
});

describe("a change of a workflow in a window is not told, by when HubSpot saved it", () => {
  const own = { changeWindows: [{ from: "2026-11-20 00:00", until: "2026-11-21 00:00", timeZone: "UTC" }] };
  const saved = (is: Workflow, at: string): Workflow => ({ ...is, updatedAt: new Date(at) });
  test.each([
    [routingSwitchedOff, routing, { ...routing, isEnabled: false }],
    [workflowSwitched, workflow, { ...workflow, isEnabled: false }],
    [workflowEdited, workflow, { ...workflow, actionCount: 9 }],
  ])("%o", (check, was, is) => {
    const status = (at: string) => judgeDrift(check, workflowWords, { was, is: saved(is, at), own }).status;
    expect(status("2026-11-20T12:00:00Z")).toBe("not-applicable");
    expect(status("2026-11-21T12:00:00Z")).toBe("fail");
  });

  test("a pipeline too; where HubSpot does not say when, by when it was met", () => {
    const status = (more: object, setting: Readonly<Record<string, unknown>> = own) =>
      judgeDrift(pipelineChanged, pipelineWords, {
        was: pipeline,
        is: { ...pipeline, name: "New", ...more },
        own: setting,
      }).status;
    expect(status({ updatedAt: new Date("2026-11-20T12:00:00Z") })).toBe("not-applicable");
    expect(status({ updatedAt: new Date("2026-11-21T12:00:00Z") })).toBe("fail");
    expect(status({})).toBe("fail");
  });

  test("one that is deleted is judged by when that was met", () => {
    const day = daysAgo(1).toISOString().slice(0, 10);
    const met = { changeWindows: [{ from: `${day} 00:00`, until: `${day} 23:59`, timeZone: "UTC" }] };
    expect(judgeDrift(workflowSwitched, workflowWords, { was: workflow, is: null, own: met }).status).toBe(
      "not-applicable",
    );
    expect(judgeDrift(workflowSwitched, workflowWords, { was: workflow, is: null, own }).status).toBe("fail");
  });
});
