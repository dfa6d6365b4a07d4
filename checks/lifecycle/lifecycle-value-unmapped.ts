import { z } from "zod";
import { countOf } from "../../domain/duration.ts";
import { aggregate, defineMeasureCheck, fail, notApplicable, pass, type MeasureVerdict } from "../define-check.ts";
import { numberIn, textIn } from "../evidence.ts";
import { leadParams } from "../lead.ts";
import { defaultLifecycleStages } from "../lifecycle.ts";

const { leadStages, closedLeadStatuses } = leadParams;
const isLeadStage = new Set(leadStages.parse(undefined));

const defaultOpenStatuses = ["NEW", "OPEN", "IN_PROGRESS", "ATTEMPTED_TO_CONTACT", "CONNECTED"];
/** HubSpot's own, by which the property that holds them is known. */
const defaultStatuses = [...defaultOpenStatuses, ...closedLeadStatuses.parse(undefined)];

const params = z.strictObject({
  leadStages,
  otherStages: z
    .array(z.string())
    .default(defaultLifecycleStages.filter((stage) => !isLeadStage.has(stage)))
    .describe("Lifecycle stages whose contacts are known to be no leads, by internal name"),
  closedLeadStatuses,
  openLeadStatuses: z
    .array(z.string())
    .default(defaultOpenStatuses)
    .describe("Lead statuses under which a lead is known to be worked, by internal name"),
  minRecords: z.int().min(1).max(10_000).default(1).describe("Contacts from which a value counts as used"),
});
type Params = z.output<typeof params>;

/** What a value belongs to. */
const nouns = { stage: "lifecycle stage", status: "lead status" } as const;
type Holder = keyof typeof nouns;

/** A value becomes part of a finding's name. */
const maxLength = 80;
const shortened = (value: string | null) => value?.slice(0, maxLength).toWellFormed() ?? null;

/** A contact has one of each, so both make up its cohort. */
const pairs = aggregate({
  of: "contact",
  fields: ["lifecycleStage", "leadStatus"],
  contribution: ({ lifecycleStage, leadStatus }) =>
    lifecycleStage === null && leadStatus === null
      ? null
      : { cohort: JSON.stringify([shortened(lifecycleStage), shortened(leadStatus)]) },
});

export const lifecycleValueUnmapped = defineMeasureCheck({
  id: "lifecycle-value-unmapped",
  area: "lifecycle",
  topic: "monitoring",
  title: "Every lifecycle stage and lead status in use is known to Revwatch",
  failureTitle: "Lifecycle stages and lead statuses Revwatch cannot place",
  why: "Contacts in a stage that the settings do not name are taken for no leads, so nobody watches whether they are answered; under a status that they do not name they are taken for open ones.",
  executive: "Part of your prospects may not be watched, because Revwatch does not know what one of your labels means.",
  decision: "Say what these stages and statuses mean: a lead, a closed lead, or neither.",
  severity: "medium",
  cadence: "daily",
  judges: "portal",
  needs: { aggregate: pairs, inventory: { "contact-property": ["options"] } },
  params,
  acceptedBy: { same: ["value"] },
  failShare: 0.3,
  runbook: [
    "1. Ask sales operations what the value means.",
    "2. A stage of leads goes into `leadStages` of every check that has that setting, any other into `otherStages` of this one. A status goes into `closedLeadStatuses` where it ends the work on a lead, else into `openLeadStatuses`.",
    "3. `revwatch plan` shows what the change would do; `revwatch apply` makes it hold.",
  ].join("\n"),
  whenNotToUse: "Where neither lifecycle stages nor lead statuses decide who is a lead.",
  falsePositives: [
    "A value left over on a few old contacts that nobody uses any more. Raise `minRecords`, or empty the value in HubSpot.",
  ],
  sources: [
    "HubSpot, contacts: lifecycle stage and lead status, to which a portal can add values of its own",
    "https://knowledge.hubspot.com/properties/hubspots-default-contact-properties",
  ],

  evaluate(cohorts, { params: settings, inventory }) {
    const counts = countsOf([...cohorts].map(([cohort, { n }]) => [cohort, n]));
    const used = [...counts.values()].filter(({ contacts }) => contacts >= settings.minRecords);
    if (used.length === 0) {
      const nothing = notApplicable("no contact has a lifecycle stage or a lead status");
      return [{ subject: { id: "values", label: "Lifecycle stages and lead statuses" }, verdict: nothing }];
    }
    const labels = {
      stage: labelsAmong(inventory["contact-property"], defaultLifecycleStages),
      status: labelsAmong(inventory["contact-property"], defaultStatuses),
    };
    return used.map(({ holder, value, contacts }): MeasureVerdict => {
      const noun = nouns[holder];
      const label = labels[holder].get(value) ?? value;
      const subject = {
        id: `${holder}:${value}`,
        label: `${noun === "lead status" ? "Lead status" : "Lifecycle stage"} ${label}`,
      };
      if (knownValues(settings, holder).includes(value)) return { subject, verdict: pass() };
      return { subject, verdict: fail({ kind: noun, label, value, contacts }) };
    });
  },

  brief({ evidence }) {
    return `not in the settings, ${countOf(numberIn(evidence, "contacts"), "contact")}`;
  },

  say({ evidence, isOver }) {
    const [kind, label, value] = ["kind", "label", "value"].map((name) => textIn(evidence, name));
    const named = label === value ? "" : ` (${value})`;
    const contacts = numberIn(evidence, "contacts");
    const have = isOver ? "had" : contacts === 1 ? "has" : "have";
    return `${countOf(contacts, "contact")} ${have} the ${kind} “${label}”${named}, which no setting of Revwatch ${isOver ? "named" : "names"}.`;
  },
});

function knownValues(
  { leadStages: leads, otherStages, closedLeadStatuses: closed, openLeadStatuses }: Params,
  holder: Holder,
) {
  return holder === "stage" ? [...leads, ...otherStages] : [...closed, ...openLeadStatuses];
}

type Options = readonly { readonly value: string; readonly label: string }[];

/** What people read for each value, by the property that offers the most of HubSpot's own; without one, nothing. */
function labelsAmong(
  properties: readonly { readonly options: Options }[],
  own: readonly string[],
): ReadonlyMap<string, string> {
  let best: { readonly known: number; readonly options: Options } = { known: 1, options: [] };
  for (const { options } of properties) {
    const known = options.filter(({ value }) => own.includes(value)).length;
    if (known > best.known) best = { known, options };
  }
  return new Map(best.options.map(({ value, label }) => [value, label]));
}

interface Counted {
  readonly holder: Holder;
  readonly value: string;
  readonly contacts: number;
}

/** How many contacts have each value, stages and statuses apart. */
function countsOf(cohorts: readonly (readonly [string, number])[]): ReadonlyMap<string, Counted> {
  const counts = new Map<string, Counted>();
  for (const [cohort, n] of cohorts) {
    const [stage, status] = JSON.parse(cohort) as [string | null, string | null];
    for (const [holder, value] of [
      ["stage", stage],
      ["status", status],
    ] as const) {
      if (value === null) continue;
      const key = `${holder}:${value}`;
      counts.set(key, { holder, value, contacts: (counts.get(key)?.contacts ?? 0) + n });
    }
  }
  return counts;
}
