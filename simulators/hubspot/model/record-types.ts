/** The CRM objects that the simulator knows, by the names that HubSpot's paths use. */

export const recordTypes = [
  "contacts",
  "companies",
  "deals",
  "calls",
  "emails",
  "meetings",
  "communications",
  "notes",
  "tasks",
  "leads",
  "users",
] as const;

export type RecordType = (typeof recordTypes)[number];

/** What is logged against a contact, company or deal. */
export const engagementTypes = [
  "calls",
  "emails",
  "meetings",
  "communications",
  "notes",
  "tasks",
] as const satisfies readonly RecordType[];

export type EngagementType = (typeof engagementTypes)[number];

interface RecordTypeTraits {
  readonly objectTypeId: string;
  /** As HubSpot's messages name it. */
  readonly singular: string;
  readonly modifiedProperty: string;
  /** What a read returns when it names no properties. */
  readonly defaultProperties: readonly string[];
  readonly required: readonly string[];
}

const engagement = (objectTypeId: string, singular: string): RecordTypeTraits => ({
  objectTypeId,
  singular,
  modifiedProperty: "hs_lastmodifieddate",
  defaultProperties: ["hs_createdate", "hs_lastmodifieddate", "hs_object_id"],
  required: ["hs_timestamp"],
});

export const traitsOf: Readonly<Record<RecordType, RecordTypeTraits>> = {
  contacts: {
    objectTypeId: "0-1",
    singular: "CONTACT",
    modifiedProperty: "lastmodifieddate",
    defaultProperties: ["createdate", "email", "firstname", "hs_object_id", "lastmodifieddate", "lastname"],
    required: [],
  },
  companies: {
    objectTypeId: "0-2",
    singular: "COMPANY",
    modifiedProperty: "hs_lastmodifieddate",
    defaultProperties: ["createdate", "domain", "hs_lastmodifieddate", "hs_object_id", "name"],
    required: [],
  },
  deals: {
    objectTypeId: "0-3",
    singular: "DEAL",
    modifiedProperty: "hs_lastmodifieddate",
    defaultProperties: [
      "amount",
      "closedate",
      "createdate",
      "dealname",
      "dealstage",
      "hs_lastmodifieddate",
      "hs_object_id",
      "pipeline",
    ],
    required: ["dealstage"],
  },
  calls: engagement("0-48", "CALL"),
  emails: engagement("0-49", "EMAIL"),
  meetings: engagement("0-47", "MEETING_EVENT"),
  communications: engagement("0-18", "COMMUNICATION"),
  notes: engagement("0-46", "NOTE"),
  tasks: engagement("0-27", "TASK"),
  leads: {
    objectTypeId: "0-136",
    singular: "LEAD",
    modifiedProperty: "hs_lastmodifieddate",
    defaultProperties: ["hs_createdate", "hs_lastmodifieddate", "hs_object_id"],
    required: ["hs_lead_name"],
  },
  users: {
    objectTypeId: "0-115",
    singular: "USER",
    modifiedProperty: "hs_lastmodifieddate",
    defaultProperties: ["hs_createdate", "hs_lastmodifieddate", "hs_object_id"],
    required: [],
  },
};

const byPathName = new Map<string, RecordType>(
  recordTypes.flatMap((type) => [
    [type, type],
    [type === "companies" ? "company" : type.slice(0, -1), type],
    [traitsOf[type].objectTypeId, type],
  ]),
);

/** HubSpot's number of a record type. */
export const objectTypeIdOf = (type: RecordType): string => traitsOf[type].objectTypeId;

/** The record type that a path or an association means: `contacts`, `contact`, `Contact` or `0-1`. */
export function recordTypeOf(pathName: string): RecordType | undefined {
  return byPathName.get(pathName.toLowerCase());
}

export function isEngagement(type: RecordType): type is EngagementType {
  return (engagementTypes as readonly RecordType[]).includes(type);
}
