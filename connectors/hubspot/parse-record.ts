import type { Pipeline } from "../../domain/inventory/inventory.ts";
import type { Clock } from "../../domain/leads/hand.ts";
import type { Contact, CrmRecord, Deal, DealStage, FieldFaults, RecordType } from "../../domain/mirror/records.ts";
import { readInstant, readNumber, readText, readUtmSource, UnreadableValue } from "./values.ts";

type Properties = Readonly<Record<string, string | null>>;

/** What lies beside a record and is needed to read it. */
export interface RecordSurroundings {
  readonly pipelines: readonly Pipeline[];
  /** What a contact has asked for within the look-back, oldest first. */
  clocksOf(contactId: string): readonly Clock[];
}

const allRead: FieldFaults = new Map();

/** A record as the checks see it, with the fields that could not be read and why. */
export interface ParsedRecord {
  readonly record: CrmRecord;
  readonly faults: FieldFaults;
}

/**
 * Turns the mirror's raw properties into a typed record. It never throws for a bad value: the field is null and its
 * fault says why, so that the checks which need it say `unknown`, and only those.
 *
 * @param unread - Fields that the record was not read with, and why: they are no empty values either.
 */
export function parseRecord(
  type: RecordType,
  id: string,
  properties: Properties,
  around: RecordSurroundings,
  unread: FieldFaults = allRead,
): ParsedRecord {
  const faults = new Map<string, string>(unread);
  const read = <Value>(
    field: string,
    property: string,
    reader: (value: string | null | undefined) => Value,
  ): Value | null => {
    try {
      return reader(properties[property]);
    } catch (error) {
      if (!(error instanceof UnreadableValue)) throw error;
      faults.set(field, `HubSpot's ${property} cannot be read: ${error.message}`);
      return null;
    }
  };
  if (type === "deal" && !unread.has("stage") && !isListed(properties, around.pipelines))
    // Whether such a deal is open or closed nobody can say, so nobody may say that it is late.
    faults.set("stage", "its stage is in no pipeline that HubSpot lists");
  const record = type === "contact" ? contact(id, properties, read, around) : deal(id, properties, read, around);
  return { record, faults };
}

type Read = <Value>(
  field: string,
  property: string,
  reader: (value: string | null | undefined) => Value,
) => Value | null;

function contact(id: string, properties: Properties, read: Read, around: RecordSurroundings): Contact {
  return {
    type: "contact",
    id,
    name: contactName(id, properties),
    ownerId: read("ownerId", "hubspot_owner_id", readText),
    lifecycleStage: read("lifecycleStage", "lifecyclestage", readText),
    leadStatus: read("leadStatus", "hs_lead_status", readText),
    createdAt: read("createdAt", "createdate", readInstant),
    raisedHandAt: read("raisedHandAt", "recent_conversion_date", readInstant),
    raisedHandOn: read("raisedHandOn", "recent_conversion_event_name", readText),
    lastActivityAt: read("lastActivityAt", "notes_last_updated", readInstant),
    madeBy: read("madeBy", "hs_object_source", readText),
    originalSource: read("originalSource", "hs_analytics_source", readText),
    utmSource: read("utmSource", "hs_analytics_first_url", readUtmSource),
    hands: around.clocksOf(id).map((clock) => ({ ...clock, isRepeat: clock.state === "repeat" })),
    clocks: around.clocksOf(id),
  };
}

/** The person's name, else the e-mail address, else "Contact 123". */
export function contactName(id: string, properties: Properties): string {
  const parts = [readText(properties["firstname"]), readText(properties["lastname"])].filter((part) => part !== null);
  return parts.join(" ") || readText(properties["email"]) || `Contact ${id}`;
}

function deal(id: string, properties: Properties, read: Read, around: RecordSurroundings): Deal {
  return {
    type: "deal",
    id,
    name: readText(properties["dealname"]) ?? `Deal ${id}`,
    ownerId: read("ownerId", "hubspot_owner_id", readText),
    stage: stageOf(readText(properties["pipeline"]), readText(properties["dealstage"]), around.pipelines),
    amount: read("amount", "amount", readNumber),
    closeAt: read("closeAt", "closedate", readInstant),
    createdAt: read("createdAt", "createdate", readInstant),
    nextActivityAt: read("nextActivityAt", "notes_next_activity_date", readInstant),
  };
}

function isListed(properties: Properties, pipelines: readonly Pipeline[]): boolean {
  const stages = pipelines.find(({ id }) => id === readText(properties["pipeline"]))?.stages ?? [];
  return stages.some(({ id }) => id === readText(properties["dealstage"]));
}

function stageOf(pipelineId: string | null, stageId: string | null, pipelines: readonly Pipeline[]): DealStage {
  const pipeline = pipelines.find(({ id }) => id === pipelineId);
  const stage = pipeline?.stages.find(({ id }) => id === stageId);
  if (pipeline === undefined || stage === undefined) {
    return {
      id: stageId ?? "",
      label: stageId ?? "no stage",
      pipelineLabel: pipeline?.name ?? "unknown pipeline",
      isClosed: false,
      progress: null,
    };
  }
  const open = pipeline.stages.filter(({ isClosed }) => !isClosed).sort((a, b) => a.displayOrder - b.displayOrder);
  const place = open.findIndex(({ id }) => id === stage.id);
  const progress = stage.isClosed ? null : open.length < 2 ? 1 : place / (open.length - 1);
  return { id: stage.id, label: stage.label, pipelineLabel: pipeline.name, isClosed: stage.isClosed, progress };
}
