import { readText } from "../values.ts";
import { describeType, type FieldsOf } from "./descriptor.ts";
import { instant, text } from "./fields.ts";

export const task = describeType({
  type: "task",
  objectType: "tasks",
  objectTypeId: "0-27",
  // HubSpot has no scope for tasks alone.
  scopes: ["crm.objects.contacts.read"],
  modifiedProperty: "hs_lastmodifieddate",
  createdProperty: "hs_createdate",
  merges: false,
  name: {
    properties: ["hs_task_subject"],
    read: ({ id, properties }) => readText(properties["hs_task_subject"]) ?? `Task ${id}`,
  },
  fields: {
    ownerId: text("hubspot_owner_id"),
    /** When it has to be done. */
    dueAt: instant("hs_timestamp"),
    status: text("hs_task_status"),
    isDone: {
      properties: ["hs_task_status"],
      read: ({ properties }) => readText(properties["hs_task_status"]) === "COMPLETED",
    },
    completedAt: instant("hs_task_completion_date"),
    priority: text("hs_task_priority"),
    /** What is to be done, in HubSpot's own word, such as "CALL". */
    kind: text("hs_task_type"),
    createdAt: instant("hs_createdate"),
  },
});

declare module "../../../domain/mirror/records.ts" {
  interface RecordFields {
    readonly task: FieldsOf<typeof task>;
  }
}
