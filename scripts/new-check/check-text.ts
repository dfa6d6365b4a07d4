import type { Area } from "../../checks/define-check.ts";
import type { Topic } from "../../domain/alerting/topic.ts";

/** A check to be written. */
export interface NewCheck {
  readonly area: Area;
  readonly id: string;
  readonly kind: NewKind;
  readonly topic: Topic;
}

/** What a check can judge, as somebody asks for it. */
export const newKinds = ["record", "inventory", "measure", "ourselves"] as const;
export type NewKind = (typeof newKinds)[number];

/** The name under which a file exports its check: "deal-stalled" → "dealStalled". */
export function nameOf(id: string): string {
  return id.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** checks/<area>/<id>.ts, whole but for what only its author can know. */
export function checkText(check: NewCheck): string {
  const { imports, before, subject, evaluate } = shapeOf[check.kind];
  return `import { z } from "zod";
import { ${imports} } from "../define-check.ts";

${before}export const ${nameOf(check.id)} = ${defineOf[check.kind]}({
  id: "${check.id}",
  area: "${check.area}",
  topic: "${check.topic}",
  title: "TODO",
  failureTitle: "TODO",
  why: "TODO",
  executive: "TODO",
  decision: "TODO",
  severity: "medium",
  cadence: "daily",
  ${subject}
  params: z.strictObject({}),
  failShare: 0.25,
  runbook: ["1. TODO"].join("\\n"),
  whenNotToUse: "TODO",
  falsePositives: ["TODO"],
  sources: [],

  ${evaluate}

  say({ name, isOver }) {
    return \`\${name} \${isOver ? "was" : "is"} TODO.\`;
  },
});
`;
}

const defineOf: Readonly<Record<NewKind, string>> = {
  record: "defineRecordCheck",
  inventory: "defineInventoryCheck",
  measure: "defineMeasureCheck",
  ourselves: "defineOwnCheck",
};

interface Shape {
  readonly imports: string;
  readonly before: string;
  readonly subject: string;
  readonly evaluate: string;
}

/** An example of each kind, so that what has to be changed stands where it belongs. */
const shapeOf: Readonly<Record<NewKind, Shape>> = {
  record: {
    imports: "defineRecordCheck, unknown",
    before: "",
    subject: `judges: "deal",
  needs: { fields: ["stage"], shows: ["ownerId"] },`,
    evaluate: `evaluate(deal) {
    return unknown(\`not written yet for \${deal.stage.label}\`);
  },`,
  },
  inventory: {
    imports: "defineInventoryCheck, unknown",
    before: "",
    subject: `judges: "campaign",
  needs: { fields: ["ownerId"] },`,
    evaluate: `evaluate(campaign) {
    return unknown(\`not written yet for \${campaign.ownerId}\`);
  },`,
  },
  measure: {
    imports: "aggregate, defineMeasureCheck, ofWhole, unknown, whole",
    before: `/** What one record adds: 1 where it counts against us, else 0. */
const share = aggregate({
  of: "contact",
  fields: ["createdAt", "ownerId"],
  windowDays: () => 30,
  contribution: ({ createdAt, ownerId }) =>
    createdAt === null ? null : { cohort: whole, at: createdAt, value: ownerId === null ? 1 : 0 },
});

`,
    subject: `judges: "portal",
  needs: { aggregate: share },`,
    evaluate: `evaluate: ofWhole(
    { id: "contacts", label: "Contacts" },
    {
      minSample: () => 20,
      saySample: () => "contacts in 30 days",
      evaluate: ({ rate }) => unknown(\`not written yet for \${rate}\`),
    },
  ),`,
  },
  ourselves: {
    imports: "defineOwnCheck, unknown",
    before: "",
    subject: `judges: "portal",`,
    evaluate: `evaluate({ access }) {
    return unknown(\`not written yet for \${access.state}\`);
  },`,
  },
};
