import { afterAll, beforeAll, beforeEach } from "vitest";
import type { AcknowledgementOutcome, ExclusionOutcome } from "../../../dashboards/options.ts";
import {
  openFixtureDashboard,
  signingSecret,
  slackTeamId,
  type Acknowledged,
  type FixtureDashboard,
} from "../fixture-dashboard.ts";

export interface Visitor {
  dashboard: FixtureDashboard;
  /** What was acknowledged, in order. */
  taken: Acknowledged[];
  answer: () => Promise<AcknowledgementOutcome>;
  /** What was excluded or taken back, in order. */
  excluded: unknown[];
  exclusionAnswer: ExclusionOutcome;
  /** What was snoozed or assigned, in order. */
  chosen: unknown[];
  /** The window that was opened last. */
  window: object | null;
  /** Whether the e-mails were stopped. */
  isStopped: boolean;
  whenAsked: (onStored: (() => void) | undefined) => void;
}

/** A dashboard for the whole file whose operations only remember; what they answer is set by each test. */
export function startVisitor(): Visitor {
  const visitor = {} as Visitor;
  beforeAll(async () => {
    visitor.dashboard = await openFixtureDashboard({
      slackApp: () => ({
        signingSecret,
        teamId: async () => slackTeamId,
        openWindow: async (_trigger, view) => void (visitor.window = view),
      }),
      operations: {
        acknowledgeAlert: async (input, onStored) => {
          visitor.taken.push(input);
          visitor.whenAsked(onStored);
          return visitor.answer();
        },
        excludeFinding: async (input) => {
          visitor.excluded.push(input);
          return visitor.exclusionAnswer;
        },
        takeBackExclusion: async (input) => {
          visitor.excluded.push(input);
          return visitor.exclusionAnswer;
        },
        snoozeFindings: async (input) => {
          visitor.chosen.push(input);
          return { ok: true };
        },
        assignFindings: async (input) => {
          visitor.chosen.push(input);
          return { ok: true };
        },
        setMailStop: async (input) => {
          if (input.act !== "ask") visitor.isStopped = input.act === "stop";
          return { clientName: "Northwind", address: "jo@northwind.example", isStopped: visitor.isStopped };
        },
      },
    });
  });
  beforeEach(() => {
    visitor.taken = [];
    visitor.excluded = [];
    visitor.isStopped = false;
    visitor.chosen = [];
    visitor.window = null;
    visitor.exclusionAnswer = { ok: true };
    visitor.answer = async () => ({ ok: true });
    visitor.whenAsked = () => undefined;
  });
  afterAll(() => visitor.dashboard.close());
  return visitor;
}

/** An alert of the fixture, as a button or a link names it. */
export const target = {
  clientId: "northwind",
  alertId: "sales-lead.waiting-leads",
  episode: 3,
  receiver: "sales-lead",
  revision: 2,
};
