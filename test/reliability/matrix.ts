/** A row of the reliability matrix: one kind of load, fault, bad input or attack, and what has to hold under it. */
export interface MatrixRow {
  readonly what: string;
  readonly passes: string;
  /** What has to be built before this row can be shown; without it, a file named after the row shows it. */
  readonly waitsFor?: string;
}

const remediation = "remediation (writing to a CRM)";
const roster = "the full catalogue of checks";
const signIn = "people signing in to the dashboard";

export const matrix = {
  L1: {
    what: "200 clients, 12,000 evaluations a cycle",
    passes: "a cycle in 60 min, database < 25 %",
    waitsFor: roster,
  },
  L2: { what: "20 clients, 200k records", passes: "3 min, worker 512 MB", waitsFor: roster },
  L3: {
    what: "One portal of 250k contacts at its limit",
    passes: "1.15 × arithmetic, 429 ≤ 0.1 %",
    waitsFor: "the new copy engine",
  },
  L4: {
    what: "50,000 findings in one run",
    passes: "one digest a receiver, ≤ 20 Slack calls in 10 min, drained by then",
  },
  L5: { what: "From finding to Slack, from click to update", passes: "p95 30 s, p99 60 s; click 2 s, answer 500 ms" },
  L6: {
    what: "Dashboard of 200 clients, 100k findings",
    passes: "p95 200 ms, no growth in 1 h",
    waitsFor: "the new dashboard",
  },
  L7: {
    what: "A week of production cadence, 50 clients",
    passes: "grows by the rows that are kept and nothing else; 50 clients a year in 5 GB",
  },
  L8: { what: "Command line at rest", passes: "--help 250 ms, status 1 s, doctor 10 s offline" },

  F1: { what: "kill -9 of each process, at each hop", passes: "nothing lost, nothing twice, resumed in 60 s" },
  F2: {
    what: "Crash before and after each external send",
    passes: "nothing lost; Slack never twice, e-mail at most once more",
  },
  F3: { what: "Temporal killed, away for an hour, hung, emptied", passes: "all finish; one catch-up a cadence" },
  F4: {
    what: "PostgreSQL restarted, cut, full, read-only",
    passes: "no crash; each audit ends within 10 s of its return; nothing told twice",
  },
  F5: {
    what: "Embedded database killed, opened twice, deleted",
    passes: "no acknowledged row lost; the second opener exits 75",
  },
  F6: {
    what: "HubSpot's faults, 1,000 seeded scans",
    passes: "no false end, no false health",
    waitsFor: "the new copy engine; `npm run test:faults` shows today's part",
  },
  F7: {
    what: "Slack away, throttled, losing answers, refusing",
    passes: "nothing lost; drained in 5 min; the operator told once",
  },
  F8: {
    what: "Mail server down, greylisting, refusing one of five",
    passes: "each good recipient once; refusals shown",
  },
  F9: { what: "Google's faults", passes: "e-mail and page still go", waitsFor: "reports in Google Sheets" },
  F10: {
    what: "Webhooks doubled and shuffled, clicks at once",
    passes: "one effect",
    waitsFor: "webhooks and remediation",
  },
  F11: { what: "Poisoned records, a throwing check, ReDoS", passes: "the others in time", waitsFor: roster },
  F12: {
    what: "Every time zone and transition until 2031",
    passes: "once a local day, once a week",
    waitsFor: "the new calendar of clients",
  },
  F13: { what: "Clock steps by an hour, a day; stands for 10 min", passes: "no double send, no lost slot" },
  F14: { what: "Restart without change; with a change while down", passes: "0 messages; exactly 1" },
  F15: { what: "Silent death, in every form", passes: "told in time, once, with its end" },
  F16: {
    what: "A finding that flaps 100 times",
    passes: "one message, one end, marked as flapping",
  },
  F17: { what: "Upgrade under running workflows", passes: "at least 40 histories replay" },
  F18: { what: "Migration from every released schema", passes: "nothing found or told changes; 60 s for 1 M findings" },
  F19: { what: "Restore onto an empty machine", passes: "no storm, nothing repeated, one summary for each receiver" },
  F20: { what: "SIGTERM during sends, once and twice", passes: "exit 0 within 30 s, nothing half claimed" },
  F21: { what: "A bad network between all parts", passes: "as F6 and F7", waitsFor: "the new copy engine" },

  B1: { what: "20,000 hostile configs", passes: "never raw; file, line, key, remedy" },
  B2: { what: "50,000 hostile CRM values", passes: "no crash, no NaN, same finding", waitsFor: roster },
  B3: { what: "Formula injection", passes: "no cell starts with a trigger", waitsFor: "exports and Google Sheets" },
  B4: { what: "Markup in mails and pages", passes: "no new element", waitsFor: "the new dashboard" },
  B5: { what: "10,000 hostile texts to Slack", passes: "no ping, no hidden link, no refusal" },
  B6: { what: "5,000 hostile texts in mail headers", passes: "no extra header or recipient" },
  B7: { what: "10,000 hostile request bodies", passes: "4xx, half of them within 50 ms, memory level" },
  B8: {
    what: "Schedules, zones and business hours",
    passes: "a second implementation agrees",
    waitsFor: "the new calendar of clients",
  },
  B9: { what: "1,000 hostile command lines", passes: "the documented code, no hang, no stack" },
  B10: { what: "Mutation testing", passes: "85 % killed at the core", waitsFor: "the rebuilt core" },

  S1: { what: "One client asks for another's data", passes: "0 leaks, 404", waitsFor: signIn },
  S2: { what: "Sign-in and sessions", passes: "the table of attacks", waitsFor: signIn },
  S3: { what: "Cross-site requests and headers", passes: "every unsafe route", waitsFor: signIn },
  S4: { what: "Canary secrets through every path", passes: "0 hits" },
  S5: { what: "Signatures of webhooks", passes: "20 bad variants refused", waitsFor: "webhooks" },
  S6: { what: "Requests to the inner network", passes: "15 of 15 blocked", waitsFor: "webhooks" },
  S7: { what: "Approval links", passes: "only a POST acts", waitsFor: remediation },
  S8: { what: "Least privilege", passes: "no write without permission", waitsFor: remediation },
  S9: { what: "Supply chain", passes: "licences, SBOM, 25 direct dependencies", waitsFor: "the first release" },
  S10: { what: "Data protection", passes: "nothing left after a purge", waitsFor: "a contact's own deletion" },
  S11: { what: "Denial of service", passes: "held under load", waitsFor: signIn },
} as const satisfies Record<string, MatrixRow>;

export type RowId = keyof typeof matrix;
export const rowIds = Object.keys(matrix) as readonly RowId[];

export function rowOf(id: RowId): MatrixRow {
  return matrix[id];
}
