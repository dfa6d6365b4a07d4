import { z } from "zod";
import { aggregate, defineMeasureCheck, fail, notApplicable, pass, type MeasureVerdict } from "../define-check.ts";
import { numberIn, textIn } from "../evidence.ts";

/** Anybody can write a page's address, and a spelling becomes part of a finding's name. */
const maxLength = 80;

const params = z.strictObject({
  windowDays: z.int().min(1).max(365).default(90).describe("Calendar days back from now whose contacts are counted"),
  minContactsPerSpelling: z.int().min(1).max(10_000).default(5).describe("Contacts from which a spelling counts"),
  aliases: z.record(z.string(), z.string()).default({}).describe("Spellings that mean the same, such as li: linkedin"),
});
type Params = z.output<typeof params>;

const spellings = aggregate({
  of: "contact",
  fields: ["createdAt", "utmSource"],
  windowDays: ({ windowDays }: Params) => windowDays,
  contribution: ({ createdAt, utmSource }) =>
    createdAt === null || utmSource === null
      ? null
      : { cohort: utmSource.slice(0, maxLength).toWellFormed(), at: createdAt },
});

export const utmValueFragmented = defineMeasureCheck({
  id: "utm-value-fragmented",
  area: "campaign-tracking",
  topic: "campaign-tracking",
  title: "Each channel is spelled one way",
  failureTitle: "Channels spelled several ways",
  why: "One channel under two spellings is two half-sized rows in every report, and neither looks worth the money.",
  executive: "One channel is counted as two, so its results look half as good.",
  decision: "Decide on one spelling and have the links corrected.",
  severity: "medium",
  cadence: "daily",
  startsIn: "alert",
  judges: "portal",
  needs: { aggregate: spellings },
  params,
  acceptedBy: { same: [], atMost: ["ways"] },
  failShare: 0.3,
  runbook: [
    "1. Choose one spelling and write it into the UTM guide.",
    "2. Correct the links that still send the other one.",
    "3. Map the old values in reports; past contacts keep what they came with.",
  ].join("\n"),
  whenNotToUse: "When two spellings are kept apart on purpose, such as two accounts on one network.",
  falsePositives: [
    "Two networks whose names differ only by a hyphen, a dot or a space. Name one of them in `aliases` under another word.",
    "Old contacts that came with the old spelling, for as long as `windowDays` reaches back to them.",
  ],
  sources: [
    "HubSpot, traffic sources: the first page seen keeps its UTM parameters as they were written",
    "The limits are our proposal, to be tuned for each client",
  ],

  evaluate(cohorts, { params }) {
    const spellingsOf = Map.groupBy(cohorts.keys(), (raw) => channelOf(raw, params.aliases));
    if (spellingsOf.size === 0)
      return [
        {
          subject: { id: "utm-sources", label: "UTM sources" },
          verdict: notApplicable("no contact came with a UTM source"),
        },
      ];
    return [...spellingsOf].map(([channel, spellings]): MeasureVerdict => {
      const counted = spellings
        .map((raw) => ({ raw, contacts: cohorts.get(raw)?.n ?? 0 }))
        .sort((a, b) => b.contacts - a.contacts || a.raw.localeCompare(b.raw));
      const subject = { id: `utm-source:${channel}`, label: `UTM source ${counted[0]!.raw}` };
      const enough = counted.filter(({ contacts }) => contacts >= params.minContactsPerSpelling);
      if (enough.length < 2) return { subject, verdict: pass() };

      return {
        subject,
        verdict: fail({
          ways: enough.length,
          spellings: enough.map(({ raw, contacts }) => `“${raw}” (${contacts})`).join(", "),
          contacts: enough.reduce((sum, { contacts }) => sum + contacts, 0),
          windowDays: params.windowDays,
        }),
      };
    });
  },

  say({ evidence, isOver }) {
    return `One channel ${isOver ? "was" : "is"} spelled ${numberIn(evidence, "ways")} ways: ${textIn(evidence, "spellings")}.`;
  },
});

/** "LinkedIn", "linked-in" and " linkedin " are one channel. */
function channelOf(raw: string, aliases: Readonly<Record<string, string>>): string {
  const plain = plainOf(raw);
  const same = Object.entries(aliases).find(([alias]) => plainOf(alias) === plain)?.[1];
  return same === undefined ? plain : plainOf(same);
}

function plainOf(raw: string): string {
  return raw
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s\-_.+]+/g, "");
}
