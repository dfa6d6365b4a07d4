import { z } from "zod";
import { countOf } from "../../domain/duration.ts";
import { plusDays } from "../../domain/time/civil-day.ts";
import { defineRecordCheck, fail, notApplicable, pass } from "../define-check.ts";
import { instantIn, numberIn } from "../evidence.ts";
import { daysAfter, forEver, holding, leavesWindow } from "../holds-until.ts";
import { startOfWindow } from "../window.ts";

export const taskOverdue = defineRecordCheck({
  id: "task-overdue",
  area: "follow-up",
  topic: "data-quality",
  title: "Tasks are done, or moved, when they are due",
  failureTitle: "Overdue tasks",
  why: "A list of overdue tasks is one that no one reads any more, and the call that mattered is somewhere in it.",
  executive: "Promised calls and next steps are days overdue.",
  decision: "Decide which of these tasks still matter, and drop the rest.",
  severity: "medium",
  cadence: "daily",
  judges: "task",
  needs: { fields: ["ownerId", "dueAt", "status", "isDone"], shows: ["kind"] },
  params: z.strictObject({
    maxOverdueDays: z.int().min(0).max(365).default(3).describe("Calendar days an open task may be past its due date"),
    setAsideStatuses: z
      .array(z.string())
      .default(["DEFERRED"])
      .describe("Statuses under which a task waits on purpose, by internal name"),
  }),
  acceptedBy: { same: ["dueAt"] },
  failShare: 0.25,
  runbook: [
    "1. Do the task, or give it a new due date that will be kept.",
    "2. Close it if it no longer matters.",
    "3. An owner with more than ten of them has too many: go through the list together.",
  ].join("\n"),
  whenNotToUse: "When a team does not work with tasks, or keeps them as notes without deleting them.",
  falsePositives: [
    "Tasks of a sequence whose contact has answered by another way: HubSpot leaves them open.",
    "Calls that were made without opening the task: tick it off.",
  ],
  sources: ["HubSpot, tasks: hs_timestamp is the due date", "The limits are our proposal, to be tuned for each client"],

  evaluate(task, context) {
    const { params, businessTime } = context;
    if (task.isDone) return forEver(notApplicable("the task is done", "seen-healthy"));
    if (task.status !== null && params.setAsideStatuses.includes(task.status))
      return forEver(notApplicable(`the task is ${task.status}`));
    if (task.dueAt === null) return forEver(notApplicable("the task has no due date"));
    if (task.dueAt >= startOfWindow(context, params.maxOverdueDays))
      return holding(pass(), context, leavesWindow(context, task.dueAt, params.maxOverdueDays));
    const overdueOn = plusDays(businessTime.localDay(task.dueAt), params.maxOverdueDays + 1);
    return forEver(
      fail(
        { dueAt: task.dueAt.toISOString(), kind: task.kind, maxOverdueDays: params.maxOverdueDays },
        { since: daysAfter(context, overdueOn, 0) },
      ),
    );
  },

  brief: () => "overdue",

  say({ name, evidence, at, isOver, businessTime }) {
    const dueAt = instantIn(evidence, "dueAt");
    const dueOn = businessTime.localDay(dueAt);
    const limit = countOf(numberIn(evidence, "maxOverdueDays"), "day");
    const was = isOver ? "was still open" : "is still open";
    return at === null
      ? `The task ${name} ${was}; it was due on ${dueOn} (limit ${limit}).`
      : `The task ${name} ${was}, ${countOf(businessTime.localDaysBetween(dueAt, at), "day")} after it was due on ${dueOn} (limit ${limit}).`;
  },
});
