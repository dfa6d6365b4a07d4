import type { RecordType } from "../../../domain/mirror/records.ts";
import { company } from "./company.ts";
import { contact } from "./contact.ts";
import { deal } from "./deal.ts";
import type { RecordDescriptor } from "./descriptor.ts";
import { lead } from "./lead.ts";
import { task } from "./task.ts";

/** Every record type there is, one descriptor each. */
const descriptors: readonly RecordDescriptor[] = [company, contact, deal, lead, task];

const byType = new Map<string, RecordDescriptor>(descriptors.map((one) => [one.type, one]));
const byObjectType = new Map<string, RecordDescriptor>(descriptors.map((one) => [one.objectType, one]));

/** Something for each record type, made from its descriptor. */
export function forEachType<Made>(make: (descriptor: RecordDescriptor) => Made): Readonly<Record<RecordType, Made>> {
  return Object.fromEntries(descriptors.map((one) => [one.type, make(one)])) as unknown as Record<RecordType, Made>;
}

export function descriptorOf(type: RecordType): RecordDescriptor {
  return byType.get(type)!;
}

/** The descriptor of a subject's type; undefined for what is no record, such as a pipeline. */
export function descriptorOfSubject(subjectType: string): RecordDescriptor | undefined {
  return byType.get(subjectType);
}

/** The descriptor behind HubSpot's own word; undefined for what is no record of ours, such as calls. */
export function descriptorOfObject(objectType: string): RecordDescriptor | undefined {
  return byObjectType.get(objectType);
}
