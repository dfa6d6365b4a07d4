import { expect, test } from "vitest";
import { actionsOf, countHistory } from "../../bench/stage/temporal-actions.ts";
import { sumOf } from "../../bench/stage/temporal.ts";

const started = (searchAttributes: object = {}) => ({
  eventTime: { seconds: 100 },
  workflowExecutionStartedEventAttributes: { searchAttributes: { indexedFields: searchAttributes } },
});
const activity = (attempt = 1, seconds = 100) => ({
  eventTime: { seconds },
  activityTaskStartedEventAttributes: { attempt },
});

test("a scheduled run of one activity is four actions", () => {
  const counts = countHistory([started({ TemporalScheduledById: {} }), activity()]);
  expect(counts).toEqual({ starts: 1, schedules: 2, activities: 1, timers: 0, signals: 0, others: 0 });
  expect(actionsOf(counts)).toBe(4);
});

test("each attempt counts, and what came before does not", () => {
  expect(actionsOf(countHistory([started(), activity(3)]))).toBe(4);
  expect(actionsOf(countHistory([started(), activity(1, 200)], 150))).toBe(1);
});

test("local activities of one task are one action, what the SDK notes of versions is none", () => {
  const local = (task: number) => ({
    markerRecordedEventAttributes: { markerName: "core_local_activity", workflowTaskCompletedEventId: task },
  });
  const version = {
    upsertWorkflowSearchAttributesEventAttributes: {
      searchAttributes: { indexedFields: { TemporalChangeVersion: {} } },
    },
  };
  const patch = { markerRecordedEventAttributes: { markerName: "core_patch", workflowTaskCompletedEventId: 4 } };
  expect(actionsOf(countHistory([local(4), local(4), local(9), version, patch]))).toBe(2);
});

test("timers, signals, updates and children count", () => {
  const events = [
    { timerStartedEventAttributes: {} },
    { workflowExecutionSignaledEventAttributes: {} },
    { workflowExecutionUpdateAcceptedEventAttributes: {} },
    { startChildWorkflowExecutionInitiatedEventAttributes: {} },
    { timerFiredEventAttributes: {} },
  ];
  expect(actionsOf(countHistory(events))).toBe(4);
});

test("a counter is summed over the lines that bear the labels", () => {
  const text = `# HELP x\nx{a="1",b="2"} 3\nx{a="1",b="3"} 4\nx{a="2",b="2"} 5\nxy{a="1"} 7\n`;
  expect(sumOf(text, "x", { a: "1" })).toBe(7);
  expect(sumOf(text, "x", { a: "1", b: "3" })).toBe(4);
});
