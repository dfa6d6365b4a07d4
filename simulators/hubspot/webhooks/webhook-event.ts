import type { RecordType } from "../model/record-types.ts";
import type { JournalEntry } from "../model/write.ts";
import type { WebhookSettings } from "./webhook-settings.ts";

export interface WebhookEvent {
  readonly eventId: number;
  readonly subscriptionId: number;
  readonly portalId: number;
  readonly appId: number;
  readonly occurredAt: number;
  readonly subscriptionType: string;
  readonly attemptNumber: number;
  readonly objectId: number;
  readonly changeSource: string;
  readonly propertyName?: string;
  readonly propertyValue?: string;
}

/** The events that a write makes for those who asked for them. */
export function eventsOf(settings: WebhookSettings, portalId: number, entry: JournalEntry): readonly WebhookEvent[] {
  return happenings(entry).flatMap(({ type, what, propertyName, propertyValue }, part) => {
    const subscriptionType = `${singular(type)}.${what}`;
    return settings.subscriptions.flatMap((subscription, index) => {
      const isWanted = subscription.eventType === subscriptionType && subscription.propertyName === propertyName;
      if (!isWanted || !("id" in entry)) return [];
      return [
        {
          eventId: entry.seq * 1000 + part,
          subscriptionId: index + 1,
          portalId,
          appId: settings.appId,
          occurredAt: Date.parse(entry.at),
          subscriptionType,
          attemptNumber: 0,
          objectId: Number(entry.id),
          changeSource: entry.source.type,
          ...(propertyName !== undefined && { propertyName, propertyValue: propertyValue ?? "" }),
        },
      ];
    });
  });
}

interface Happening {
  readonly type: RecordType;
  readonly what: string;
  readonly propertyName?: string;
  readonly propertyValue?: string;
}

function happenings(entry: JournalEntry): readonly Happening[] {
  switch (entry.what) {
    case "record-created":
      return [{ type: entry.type, what: "creation" }, ...changes(entry)];
    case "properties-set":
      return changes(entry);
    case "record-archived":
    case "record-purged":
      return [{ type: entry.type, what: "deletion" }];
    case "record-restored":
      return [{ type: entry.type, what: "restore" }];
    case "record-merged":
      return [{ type: entry.type, what: "merge" }];
    case "record-associated":
    case "record-dissociated":
      return [{ type: entry.type, what: "associationChange" }];
    default:
      return [];
  }
}

const changes = ({
  type,
  properties,
}: {
  type: RecordType;
  properties: Readonly<Record<string, string>>;
}): Happening[] =>
  Object.entries(properties).map(([propertyName, propertyValue]) => ({
    type,
    what: "propertyChange",
    propertyName,
    propertyValue,
  }));

const singular = (type: RecordType): string => (type === "companies" ? "company" : type.slice(0, -1));
