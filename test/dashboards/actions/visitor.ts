import { afterAll, beforeAll, beforeEach } from "vitest";
import type { AcknowledgementOutcome, ExclusionOutcome } from "../../../dashboards/options.ts";
import { openFixtureDashboard, type Acknowledged, type FixtureDashboard } from "../fixture-dashboard.ts";

export interface Visitor {
  dashboard: FixtureDashboard;
  /** What was acknowledged, in order. */
  taken: Acknowledged[];
  answer: () => Promise<AcknowledgementOutcome>;
  /** What was excluded or taken back, in order. */
  excluded: unknown[];
  exclusionAnswer: ExclusionOutcome;
  /** Whether the e-mails were stopped. */
  isStopped: boolean;
  whenAsked: (onStored: (() => void) | undefined) => void;
}

/** A dashboard for the whole file whose operations only remember; what they answer is set by each test. */
export function startVisitor(): Visitor {
  const visitor = {} as Visitor;
  beforeAll(async () => {
    visitor.dashboard = await openFixtureDashboard({
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
