/** One rule of the alert room that is taken out, and who has to notice. */
export interface Mutant {
  readonly without: string;
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  /** The test file that notices. Left out: the lives do. */
  readonly heldBy?: string;
}

const decide = "domain/alerting/decide-alert.ts";
const settle = "domain/alerting/settle-notices.ts";
const pure = "test/domain/alerting/decide-alert.test.ts";

export const mutants: readonly Mutant[] = [
  {
    without: "a later lead has a ladder of its own",
    file: "domain/alerting/ladder.ts",
    find: "cover === null && ladderFrom !== null",
    replace: "false && cover === null && ladderFrom !== null",
  },
  {
    without: "what somebody has taken does not climb",
    file: "domain/alerting/ladder.ts",
    find: "cover === null && ladderFrom !== null",
    replace: "ladderFrom !== null",
  },
  {
    without: "nobody is reached twice by one ladder",
    file: decide,
    find: "climbed: [...new Set([...notice.climbed, ...receivers])]",
    replace: "climbed: notice.climbed",
  },
  {
    without: "an acknowledgement covers only what was displayed",
    file: decide,
    find: "!findingIds.has(notice.findingId) || ",
    replace: "",
  },
  {
    without: "an acknowledgement runs out",
    file: settle,
    find: "until !== null && until <= now",
    replace: "false && until !== null && until <= now",
  },
  {
    without: "the ladder goes on from the question",
    file: settle,
    find: "{ ...stands, cover: null, ladderFrom: now }",
    replace: "{ ...stands, cover: null }",
  },
  {
    without: "what is worse than what was told is told",
    file: settle,
    find: "severityRank(candidate.severity) > severityRank(said.severity)",
    replace: "false",
  },
  {
    without: "what is worse after a click has a ladder of its own",
    file: settle,
    find: "ladderFrom: wasTaken ? input.now",
    replace: "ladderFrom: wasTaken ? notice.ladderFrom",
  },
  {
    without: "what has ended leaves the alert",
    file: settle,
    find: "finding === undefined || finding.episode !== notice.episode",
    replace: "false",
  },
  {
    without: "an alert is as bad as what is open",
    file: decide,
    find: 'severity: standing.reduce<Severity>((severity, { said }) => worse(severity, said!.severity), "low"),',
    replace: "",
  },
  {
    without: "a run that looks back tells nobody, then or later",
    file: "operations/alerting/keep-quiet-notices.ts",
    find: "facts.set(key, { severity: candidate.severity, because });",
    replace: "",
  },
  {
    without: "a severity that is worse than the quiet one is told",
    file: "domain/alerting/quiet.ts",
    find: " && severityRank(candidate.severity) <= severityRank(known.severity)",
    replace: "",
  },
  {
    without: "what was told once is not told again",
    file: settle,
    find: "if (!known.has(candidate.findingId)) begin(candidate, null);",
    replace: "begin(candidate, null);",
  },
  {
    without: "never at night",
    file: settle,
    find: " && policy.isWorkingTime(now)",
    replace: "",
    heldBy: pure,
  },
  {
    without: "a step that fell due while it was held does not come at once",
    file: settle,
    find: "const ladderFrom = isReleased ? now",
    replace: "const ladderFrom = false ? now",
    heldBy: pure,
  },
  {
    without: "a silence stops the ladder",
    file: decide,
    find: 'standing.filter(({ state }) => state === "told")',
    replace: "standing",
    heldBy: pure,
  },
  {
    without: "what moves takes its ladder along",
    file: settle,
    find: "ladderFrom: from?.ladderFrom ?? input.now",
    replace: "ladderFrom: input.now",
    heldBy: pure,
  },
  {
    without: "what others knew is told as a count",
    file: decide,
    find: "isCount: news.length === settled.joined.length",
    replace: "isCount: false",
    heldBy: pure,
  },
  {
    without: "newer news undo an acknowledgement",
    file: "workflows/alert-lifecycle.ts",
    find: "!isNumbered && ",
    replace: "",
    heldBy: "test/workflows/alert-lifecycle.test.ts",
  },
];
