import type { FaultKind } from "../../simulators/hubspot/faults/fault.ts";
import type { DatedWrite } from "../../simulators/hubspot/model/write.ts";
import { seededRandom, type Random } from "./seeded-random.ts";

/** What happens between two runs of one seed, and while the next one reads. */
export interface Step {
  readonly minutes: number;
  readonly writes: readonly DatedWrite[];
  readonly faults: readonly {
    readonly kind: FaultKind;
    readonly path: string;
    readonly skip: number;
    readonly times: number;
  }[];
  readonly indexLagMs: number;
  /** The worker dies before this call; null: it lives. */
  readonly killedAtCall: number | null;
  /** A killed run that nobody takes up again: the next one has to go on. */
  readonly isAbandoned: boolean;
  /** A deal that somebody edits while the run reads, and before which call. */
  readonly edit: {
    readonly atCall: number;
    readonly dealId: string;
    readonly properties: Readonly<Record<string, string>>;
  } | null;
}

export interface FaultLife {
  readonly born: readonly DatedWrite[];
  readonly steps: readonly Step[];
}

const kinds: readonly FaultKind[] = [
  "reset",
  "truncated",
  "html-200",
  "empty-object",
  "500",
  "502",
  "403",
  "423",
  "530",
  "repeated-cursor",
  "empty-page",
  "lost-answer",
  "hang",
  "429-burst",
];
const paths = ["/crm/objects/2026-09/deals", "/crm/objects/2026-09/contacts", "/crm/objects/*", "/crm/*", "/"];
const dayMs = 86_400_000;

/** Everything that one seed does to a portal and to the worker that reads it. Close dates lie far from any boundary. */
export function faultLife(seed: number, start: Date): FaultLife {
  const random = seededRandom(seed);
  const dealIds = Array.from({ length: random.int(60, 340) }, (_, index) => String(70_000 + index * random.int(1, 3)));
  const ids = [...new Set(dealIds)];
  const contacts = Array.from({ length: random.int(30, 240) }, (_, index) => String(20_000 + index));
  const bornAt = new Date(start.getTime() - 30 * dayMs).toISOString();
  const born: DatedWrite[] = [
    ...ids.map((id): DatedWrite => ({
      what: "record-created",
      type: "deals",
      id,
      properties: dealProperties(random, start),
      at: bornAt,
    })),
    ...contacts.map((id): DatedWrite => ({
      what: "record-created",
      type: "contacts",
      id,
      properties: { email: `c${id}@lead.example` },
      at: bornAt,
    })),
  ];

  let now = start.getTime();
  let nextId = 900_000;
  const alive = new Set(ids);
  const steps = Array.from({ length: random.int(3, 6) }, (): Step => {
    const minutes = random.pick([2, 7, 60, 400, 1_300, 1_900]);
    const at = () => new Date(now + random.int(1, minutes * 60_000 - 1)).toISOString();
    const touched = new Set<string>();
    const pickDeal = () => {
      const left = [...alive].filter((id) => !touched.has(id));
      const id = random.pick(left);
      touched.add(id);
      return id;
    };
    const writes: DatedWrite[] = [];
    for (let count = random.int(0, 40); count > 0; count -= 1)
      writes.push({
        what: "properties-set",
        type: "deals",
        id: pickDeal(),
        properties: dealProperties(random, start),
        at: at(),
      });
    for (let count = random.int(0, 5); count > 0; count -= 1) {
      const id = String((nextId += random.int(1, 40)));
      writes.push({ what: "record-created", type: "deals", id, properties: dealProperties(random, start), at: at() });
      alive.add(id);
      touched.add(id);
    }
    for (let count = random.int(0, Math.floor(alive.size * 0.02)); count > 0; count -= 1) {
      const id = pickDeal();
      writes.push({ what: "record-archived", type: "deals", id, at: at() });
      alive.delete(id);
    }
    now += minutes * 60_000;
    const dealId = pickDeal();
    return {
      minutes,
      writes: writes.toSorted((a, b) => a.at.localeCompare(b.at)),
      faults: Array.from({ length: random.int(0, 3) }, () => ({
        kind: random.pick(kinds),
        path: random.pick(paths),
        skip: random.int(0, 9),
        times: random.pick([1, 1, 1, 2, 3, 40]),
      })),
      indexLagMs: random.pick([0, 0, 5_000, 60_000]),
      killedAtCall: random.chance(0.5) ? random.int(0, 14) : null,
      isAbandoned: random.chance(0.4),
      edit: random.chance(0.4)
        ? { atCall: random.int(1, 12), dealId, properties: dealProperties(random, start) }
        : null,
    };
  });
  return { born, steps };
}

function dealProperties(random: Random, start: Date): Record<string, string> {
  const closeAt = new Date(start.getTime() + (random.chance(0.5) ? -60 : 400) * dayMs);
  return {
    dealname: `Deal ${random.int(1, 1_000_000)}`,
    pipeline: "default",
    dealstage: random.pick(["appointmentscheduled", "qualifiedtobuy", "closedwon"]),
    amount: String(random.int(1, 90_000)),
    closedate: `${closeAt.toISOString().slice(0, 10)}T00:00:00Z`,
  };
}
