import { z } from "zod";
import { defaultRetention, retentionNames, shortestRetention, type Retention } from "../../domain/retention.ts";

const longest = 3_650;

const meanings: Readonly<Record<keyof Retention, string>> = {
  runs: "Every run with its scans; after that the last scored run of each local day",
  scores: "The last scored run of each local day",
  findings: "Resolved findings with their history",
  alerts: "The history of alerts that are over",
  messages: "Messages that were sent, replaced or given up",
  reports: "Reports",
  configurations: "Older versions of a portal's inventory",
  touches: "Requests of leads to be contacted, with the calls, mails and meetings that answer them",
  auditLog: "Who did what",
};

/** For how many days each kind of history is kept. What is open is kept in any case. */
export const RetentionSettings = z
  .strictObject(
    Object.fromEntries(retentionNames.map((name) => [name, daysOf(name).optional()])) as Record<
      keyof Retention,
      z.ZodOptional<z.ZodNumber>
    >,
  )
  .describe("For how many days each kind of history is kept; what is open is kept in any case");

function daysOf(name: keyof Retention): z.ZodNumber {
  const shortest = shortestRetention[name];
  return z
    .int(`Write a number of days, such as ${defaultRetention[name]}.`)
    .min(shortest, `Pages, reports and checks need ${shortest} days of these. Write ${shortest} or more.`)
    .max(longest, `Write ${longest} days (ten years) or less.`)
    .describe(`${meanings[name]}, in days; ${defaultRetention[name]} when left out`);
}
