import type { Campaign } from "../../domain/inventory/campaign.ts";
import type { Pipeline } from "../../domain/inventory/pipeline.ts";
import type { Owner } from "../../domain/inventory/owner.ts";
import type { Clock, RaisedAs } from "../../domain/leads/hand.ts";
import type { PastValue } from "../../domain/mirror/past-values.ts";
import type { CrmRecord, RecordOf } from "../../domain/mirror/records.ts";
import { createBusinessTime } from "../../domain/time/business-time.ts";
import { sameEachDay } from "../domain/time/same-each-day.ts";

/** A Wednesday afternoon: 16:00 in Berlin. */
export const asOf = new Date("2026-11-25T15:00:00Z");
export const businessTime = createBusinessTime({
  timeZone: "Europe/Berlin",
  hours: sameEachDay([1, 2, 3, 4, 5], "09:00", "18:00"),
  holidays: [],
});

const minuteMs = 60_000;
export const minutesAgo = (minutes: number) => new Date(asOf.getTime() - minutes * minuteMs);
export const daysAgo = (days: number) => minutesAgo(days * 24 * 60);

/** What the sources load beside a contact. */
export interface Beside {
  readonly hands: readonly RaisedAs[];
  readonly clocks: readonly Clock[];
}

/** What the sources load beside any record. */
export interface BesideAny {
  /** The records that hang on it. */
  readonly related: readonly CrmRecord[];
  /** Field → the values that it got, oldest first; null: nobody has read its history. */
  readonly history: Readonly<Record<string, readonly PastValue[]>> | null;
}

/** A lead of today who asked to be contacted an hour ago and belongs to somebody. */
export const lead: RecordOf<"contact"> & Beside = {
  type: "contact",
  id: "101",
  name: "Ana Ruiz",
  ownerId: "7",
  email: "ana@client.example",
  lifecycleStage: "lead",
  leadStatus: null,
  createdAt: daysAgo(1),
  raisedHandAt: minutesAgo(60),
  raisedHandOn: "Contact us: Demo request",
  lastActivityAt: null,
  ownedSince: minutesAgo(60),
  firstOutreachAt: null,
  lastContactedAt: null,
  lastReplyAt: null,
  madeBy: "FORM",
  originalSource: "PAID_SEARCH",
  utmSource: "google",
  utmCampaign: null,
  googleClickId: null,
  facebookClickId: null,
  becameMqlAt: null,
  dealCount: null,
  hands: [],
  clocks: [],
};

/** A deal in the last open stage of its pipeline, with its date and its next step ahead. */
export const deal: RecordOf<"deal"> = {
  type: "deal",
  id: "201",
  name: "Northwind renewal",
  ownerId: "7",
  stage: { id: "contractsent", label: "Contract sent", pipelineLabel: "Sales", isClosed: false, progress: 1 },
  amount: 12_000,
  closeAt: new Date("2026-12-01T00:00:00Z"),
  createdAt: daysAgo(40),
  nextActivityAt: new Date("2026-11-27T09:00:00Z"),
  lastActivityAt: daysAgo(2),
  stageEnteredAt: daysAgo(10),
  contactCount: 1,
  isLost: false,
  lostReason: null,
  nextStep: "Call about the contract",
  dealType: "existingbusiness",
  priority: null,
  isWon: false,
};

/** HubSpot's own lead, ten days old, on whom somebody works. */
export const leadObject: RecordOf<"lead"> = {
  type: "lead",
  id: "301",
  name: "Ana Ruiz for Northwind",
  ownerId: "7",
  stage: { id: "connected-stage-id", label: "Connected", pipelineLabel: "Leads", isClosed: false, progress: 1 },
  isOpen: true,
  source: "FORM",
  createdAt: daysAgo(10),
  stageEnteredAt: daysAgo(5),
  firstOutreachAt: daysAgo(9),
  lastActivityAt: daysAgo(1),
  nextActivityAt: null,
  disqualifiedBecause: null,
  disqualificationNote: null,
};

/** A call that is due tomorrow. */
export const task: RecordOf<"task"> = {
  type: "task",
  id: "401",
  name: "Call Ana Ruiz",
  ownerId: "7",
  dueAt: daysAgo(-1),
  status: "NOT_STARTED",
  isDone: false,
  completedAt: null,
  priority: "MEDIUM",
  kind: "CALL",
  createdAt: daysAgo(10),
};

export const company: RecordOf<"company"> = {
  type: "company",
  id: "501",
  name: "Northwind",
  ownerId: "7",
  domain: "northwind.example",
  lifecycleStage: "opportunity",
  createdAt: daysAgo(40),
  lastActivityAt: null,
  contactCount: 1,
};

export const owner: Owner = {
  type: "owner",
  id: "7",
  name: "Ben Okafor",
  email: null,
  userId: null,
  teamIds: [],
  isActive: true,
  deactivatedAt: null,
};

export const pipeline: Pipeline = {
  type: "pipeline",
  id: "p",
  name: "Sales",
  stages: ["Offer", "Won"].map((label, displayOrder) => ({
    id: label,
    label,
    displayOrder,
    isClosed: false,
    probability: 0.5,
  })),
};

export const campaign: Campaign = {
  type: "campaign",
  id: "c-1",
  name: "Autumn launch",
  startAt: daysAgo(2),
  endAt: null,
  utm: "autumn-launch",
  ownerId: "7",
};
