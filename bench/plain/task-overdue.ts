import { daysSince, hoursAgo } from "./run/portal.ts";
import type { PlainScript } from "./run/plain-script.ts";

export const script: PlainScript = {
  checkId: "task-overdue",
  type: "task",
  words: "overdue tasks: open task past due > 3 d",

  make(random, id) {
    const due = random.weighted([
      [random.integer(60, 110), 2],
      [random.integer(-200, 600), 1],
    ]);
    return {
      id,
      properties: {
        hs_task_subject: `Task ${id}`,
        hs_task_status: random.pick([
          "NOT_STARTED",
          "NOT_STARTED",
          "IN_PROGRESS",
          "WAITING",
          "DEFERRED",
          "COMPLETED",
          null,
        ]),
        hs_timestamp: random.chance(0.1) ? null : hoursAgo(due),
        hs_createdate: hoursAgo(Math.max(due, 0) + 48),
        hubspot_owner_id: random.pick(["7", "8", null]),
      },
    };
  },

  accused: (records) =>
    records
      .filter(
        ({ properties }) =>
          !["COMPLETED", "DEFERRED"].includes(properties["hs_task_status"] ?? "") &&
          properties["hs_timestamp"] !== null &&
          daysSince(properties["hs_timestamp"]!) > 3,
      )
      .map(({ id }) => id),

  settled: [
    "DEFERRED: accused by the script, for which every task is open that is not COMPLETED. The check was right: HubSpot's word says that it was put off on purpose; a client who means otherwise sets setAsideStatuses.",
    "Due three days ago, and some hours: the script counted 72 hours, the check days of the calendar. The check was right: the catalogue's conventions count days in the portal's time zone.",
  ],
};
