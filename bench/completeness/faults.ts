import { setTimeout as wait } from "node:timers/promises";
import type { HubSpotApi, PortalAdmin } from "../../simulators/client.ts";

/** A portal with contacts 1001 and following, of its own for each reader. */
export interface Stage {
  readonly portal: PortalAdmin;
  readonly api: HubSpotApi;
}

/** Something that happens to portals and makes readers miss records, keep stale ones, or count some twice. */
export interface CompletenessFault {
  readonly name: string;
  readonly contacts: number;
  /** What is read of each contact; its e-mail and name when left out. */
  readonly properties?: readonly string[];
  /** Ids of the contacts, when they are not 1001 and following. */
  readonly ids?: readonly string[];
  /** Before the reading that counts. */
  readonly before?: (stage: Stage) => Promise<unknown>;
  /** When the first page of that reading is on its way out. */
  readonly meanwhile?: (stage: Stage) => Promise<unknown>;
  /** True: the reader has read everything once before, and what changed since is what counts. */
  readonly isSecondReading?: boolean;
}

/** The list at any version, and what lies behind it. */
const path = "/crm/*objects*/contacts";
const firstId = 1_001;
export const usualProperties = ["email", "firstname"] as const;
const longNames = Array.from({ length: 700 }, (_, index) => `a_property_with_a_rather_long_name_${index}`);

/** The ids of a fault's contacts. */
export function idsOf({ ids, contacts }: CompletenessFault): readonly string[] {
  return ids ?? Array.from({ length: contacts }, (_, index) => String(firstId + index));
}

const rename =
  (id: string) =>
  ({ portal }: Stage) =>
    portal.liveThrough([
      {
        what: "properties-set",
        type: "contacts",
        id,
        properties: { firstname: "changed" },
        at: new Date().toISOString(),
      },
    ]);

/** Source: the bug reports that docs/benchmarks.md names beside each. */
export const completenessFaults: readonly CompletenessFault[] = [
  {
    name: "10,400 records changed in one millisecond",
    contacts: 10_400,
    isSecondReading: true,
    async before({ portal }) {
      const at = new Date().toISOString();
      const ids = Array.from({ length: 10_400 }, (_, index) => String(firstId + index));
      for (let start = 0; start < ids.length; start += 2_600)
        await portal.liveThrough(
          ids
            .slice(start, start + 2_600)
            .map((id) => ({ what: "properties-set", type: "contacts", id, properties: { firstname: "changed" }, at })),
        );
    },
  },
  {
    name: "a record edited between its page and the end of the list",
    contacts: 350,
    before: ({ portal }) => portal.setFault({ kind: "latency", ms: 250, path }),
    meanwhile: rename("1003"),
  },
  {
    name: "a change that the search shows a moment later",
    contacts: 150,
    isSecondReading: true,
    before: async (stage) => {
      await stage.portal.setLimits({ indexLagMs: 1_500 });
      await rename("1003")(stage);
      await wait(1_600);
    },
  },
  {
    name: "an empty page that goes on",
    contacts: 350,
    before: ({ portal }) => portal.setFault({ kind: "empty-page", path, skip: 1, times: 1 }),
  },
  {
    name: "a page that is cut off, and one that is HTML",
    contacts: 350,
    async before({ portal }) {
      await portal.setFault({ kind: "truncated", path, skip: 1, times: 1 });
      await portal.setFault({ kind: "html-200", path, skip: 2, times: 1 });
    },
  },
  {
    name: "ids of different lengths at the border of a page",
    contacts: 250,
    isSecondReading: true,
    ids: Array.from({ length: 250 }, (_, index) => String(9_850 + index)),
    async before({ portal }) {
      const at = new Date().toISOString();
      await portal.liveThrough(
        Array.from({ length: 250 }, (_, index) => ({
          what: "properties-set",
          type: "contacts",
          id: String(9_850 + index),
          properties: { firstname: "changed" },
          at,
        })),
      );
    },
  },
  {
    name: "an archived and two merged contacts",
    contacts: 150,
    isSecondReading: true,
    async before({ portal }) {
      const at = new Date().toISOString();
      await portal.liveThrough([
        { what: "record-archived", type: "contacts", id: "1005", at },
        { what: "record-merged", type: "contacts", id: "1010", merged: "1020", at },
        { what: "record-merged", type: "contacts", id: "1010", merged: "1030", at },
      ]);
    },
  },
  {
    name: "a token refused for one page",
    contacts: 350,
    before: ({ portal }) => portal.setFault({ kind: "401", path, skip: 2, times: 1 }),
  },
  {
    name: "a limit met, with and without Retry-After",
    contacts: 350,
    async before({ portal }) {
      await portal.setFault({ kind: "429-burst", path, skip: 1, times: 1, retryAfter: 1 });
      await portal.setFault({ kind: "429-search", path, skip: 2, times: 1 });
    },
  },
  {
    name: "more properties than fit into an address",
    contacts: 150,
    properties: [...usualProperties, ...longNames],
    async before({ api }) {
      for (const name of longNames) await api.createProperty("contacts", name);
    },
  },
];
