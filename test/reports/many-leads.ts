import type { AlertMessage } from "../../domain/alerting/alert.ts";
import type { Severity } from "../../domain/findings/severity.ts";
import { sampleAlerts, sampleLine } from "./sample-alerts.ts";

const first = ["Aiko", "Marta", "Tom", "Priya", "Lukas", "Ana", "Yusuf", "Chloé", "Dmitri", "Ngozi"];
const last = ["Walsh", "Lindqvist", "Okafor", "Nair", "Brandt", "Costa", "Demir", "Moreau", "Ivanov", "Adeyemi"];
const forms = ["Request a demo", "Contact us", "Pricing", "Talk to sales"];
const owners = ["Yuki Tanaka", "Jonas Weber", "Ana Silva", null, "Marcus Reed", "Lena Vogt", "Sam Okafor"];
const severities: readonly Severity[] = ["critical", "high", "high", "medium"];
/** As many as `composeAlert` keeps. */
const mostKept = 40;

/** A morning with so many leads that wait, as the pipeline composes it: worst first, then by their wait. */
export function manyLeads(count: number): AlertMessage {
  const all = Array.from({ length: count }, (_, index) => ({
    owner: owners[count === 1 ? 0 : (index * 3) % owners.length]!,
    line: sampleLine({
      findingId: `lead-unanswered.contact.${600 + index}`,
      label: `${first[index % 10]} ${last[Math.floor(index / 10 + index) % 10]}`,
      brief: forms[index % 4]!,
      severity: severities[index % 4]!,
      since: new Date(Date.parse("2026-11-23T05:00:00Z") + ((index * 37) % 240) * 60_000).toISOString(),
      url: `https://app.hubspot.com/contacts/24681012/record/0-1/${600 + index}`,
      isNew: index % 5 === 0,
    }),
  }));
  const rank = ["critical", "high", "medium", "low"];
  const worstFirst = all.toSorted(
    (a, b) => rank.indexOf(a.line.severity) - rank.indexOf(b.line.severity) || a.line.since.localeCompare(b.line.since),
  );
  const kept = new Set(worstFirst.slice(0, mostKept));
  const sections = [...Map.groupBy(worstFirst, ({ owner }) => owner)].map(([ownerName, own]) => ({
    ownerName,
    lines: own.filter((one) => kept.has(one)).map(({ line }) => line),
    open: own.length,
    ...(ownerName === "Yuki Tanaka" ? { slackUser: "U0YUKI1234" } : {}),
  }));
  return {
    ...sampleAlerts.opened,
    headline: `${count} lead${count === 1 ? "" : "s"} waiting for a first reply`,
    sections,
    open: count,
    more: Math.max(0, count - mostKept),
  };
}
