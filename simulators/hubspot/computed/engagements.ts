import type { EngagementType } from "../model/record-types.ts";
import { engagementTypes } from "../model/record-types.ts";
import type { StoredRecord } from "../model/stored-record.ts";
import { ownerAssignedAt } from "./ownership.ts";
import { completedAt } from "./tasks.ts";
import { asDatetime } from "./view.ts";
import type { Computed, View } from "./view.ts";

/** An engagement of a record: when it took place or is due, and what it counts as. */
interface Activity {
  readonly record: StoredRecord;
  readonly type: EngagementType;
  readonly timestamp: number;
  readonly ownerId: string | null;
  /** A call, a sent e-mail, a meeting or a message: somebody turned to the contact. */
  readonly isOutreach: boolean;
  /** A task that waits, or a meeting that was not called off. */
  readonly isPlanned: boolean;
}

function activitiesOf({ record, at }: View): readonly Activity[] {
  return engagementTypes.flatMap((type) => record.linksTo(type, at).map(({ to }) => activityOf(to, type, at)));
}

function activityOf(engagement: StoredRecord, type: EngagementType, at: number): Activity {
  const value = (name: string) => engagement.valueAt(name, at);
  const isCanceled = value("hs_meeting_outcome") === "CANCELED";
  const isDone = completedAt(engagement, at) !== null;
  return {
    record: engagement,
    type,
    timestamp: takesPlaceAt(engagement, at),
    ownerId: value("hubspot_owner_id"),
    isOutreach:
      type === "calls" ||
      type === "communications" ||
      (type === "meetings" && !isCanceled) ||
      (type === "emails" && value("hs_email_direction") === "EMAIL"),
    isPlanned: (type === "tasks" && !isDone) || (type === "meetings" && !isCanceled),
  };
}

function takesPlaceAt(engagement: StoredRecord, at: number): number {
  const startsAt = engagement.valueAt("hs_meeting_start_time", at) ?? engagement.valueAt("hs_timestamp", at) ?? "";
  return completedAt(engagement, at) ?? Date.parse(startsAt);
}

function outreachUntilNow(view: View): readonly Activity[] {
  return activitiesOf(view).filter(({ isOutreach, timestamp }) => isOutreach && timestamp <= view.at);
}

/** What lies behind: all that took place, and tasks only once they are done. */
function pastActivities(view: View): readonly Activity[] {
  return activitiesOf(view).filter(
    ({ type, isPlanned, timestamp }) => timestamp <= view.at && !(type === "tasks" && isPlanned),
  );
}

function latest(activities: readonly Activity[]): Activity | undefined {
  return activities.toSorted((one, other) => other.timestamp - one.timestamp)[0];
}

function earliest(activities: readonly Activity[]): Activity | undefined {
  return activities.toSorted((one, other) => one.timestamp - other.timestamp)[0];
}

export const lastContacted: Computed = (view) => asDatetime(latest(outreachUntilNow(view))?.timestamp);

export const lastActivity: Computed = (view) => asDatetime(latest(pastActivities(view))?.timestamp);

export const nextActivity: Computed = (view) => {
  const planned = activitiesOf(view).filter((activity) => activity.isPlanned && activity.timestamp > view.at);
  return asDatetime(earliest(planned)?.timestamp);
};

export const timesContacted: Computed = (view) => String(outreachUntilNow(view).length);

export const activityCount: Computed = (view) => String(pastActivities(view).length);

export const firstOutreachAt = (view: View): number | null => earliest(outreachUntilNow(view))?.timestamp ?? null;

export const firstOutreach: Computed = (view) => asDatetime(firstOutreachAt(view));

export const lastReply: Computed = (view) => {
  const replies = activitiesOf(view).filter(
    ({ type, isOutreach, timestamp }) => type === "emails" && !isOutreach && timestamp <= view.at,
  );
  return asDatetime(latest(replies)?.timestamp);
};

/** The first outreach of the PRESENT owner: it starts anew whenever the owner changes. */
function firstEngagement(view: View): Activity | undefined {
  const assignedAt = ownerAssignedAt(view);
  if (assignedAt === null) return undefined;
  const ownerId = view.record.valueAt("hubspot_owner_id", view.at);
  return earliest(
    outreachUntilNow(view).filter(
      (activity) => activity.timestamp >= assignedAt && (activity.ownerId === null || activity.ownerId === ownerId),
    ),
  );
}

export const firstEngagementDate: Computed = (view) => asDatetime(firstEngagement(view)?.timestamp);

export const firstEngagementType: Computed = (view) =>
  firstEngagement(view)?.type.toUpperCase().replace(/S$/, "") ?? null;

export const firstEngagementId: Computed = (view) => firstEngagement(view)?.record.id ?? null;

export const timeToFirstEngagement: Computed = (view) => {
  const engagement = firstEngagement(view);
  return engagement ? String(engagement.timestamp - ownerAssignedAt(view)!) : null;
};

export const isUnworked: Computed = (view) =>
  ownerAssignedAt(view) === null ? null : String(firstEngagement(view) === undefined);
