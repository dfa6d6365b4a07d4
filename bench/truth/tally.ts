import type { Audited, Told } from "./audited.ts";
import type { LivedDefect } from "./year-has.ts";
import type { Planted } from "./plant/plant-case.ts";
import { toldOtherwise } from "./told-otherwise.ts";

/** How one check did. */
export interface Tally {
  planted: number;
  found: number;
  /** Found, and told as worse, as less bad, or by another way than the label says. */
  otherwise: number;
  nearMisses: number;
  accused: number;
  /** What nothing explains. */
  falseFindings: number;
}

/** Something that is not as the labels have it, in a line. */
export interface Difference {
  readonly kind: "missed" | "otherwise" | "accused" | "false";
  readonly checkId: string;
  readonly where: string;
  readonly what: string;
}

/** Holds what was told of a portal against what was planted in it. */
export function compare(audited: Audited, tallyOf: (checkId: string) => Tally): Difference[] {
  const { portalId, planted, lived, told } = audited;
  const differences = lived.flatMap((one) => missedOfLife(audited, one, tallyOf(one.checkId)));
  for (const one of planted) {
    const { check } = one.label;
    const tally = tallyOf(check);
    const said = told.find((each) => each.checkId === check && isAbout(one, each));
    const where = `${portalId} ${one.case.name}`;
    const what = `${one.label.subject} ${one.subjectId}: ${one.case.why}`;
    if (one.case.verdict === "defect") {
      tally.planted += 1;
      if (said) {
        tally.found += 1;
        const amiss = toldOtherwise(one, said);
        if (amiss.length > 0) tally.otherwise += 1;
        differences.push(
          ...amiss.map((is) => ({ kind: "otherwise", checkId: check, where, what: `${what} ${is}` }) as const),
        );
      } else differences.push({ kind: "missed", checkId: check, where, what });
    } else {
      tally.nearMisses += 1;
      if (!said) continue;
      tally.accused += 1;
      differences.push({ kind: "accused", checkId: check, where, what: `${what} ${JSON.stringify(said.evidence)}` });
    }
  }
  for (const each of told) {
    if (planted.some((one) => one.label.check === each.checkId && isAbout(one, each))) continue;
    if (planted.some((one) => one.case.also?.includes(each.checkId) && isOf(one, each))) continue;
    if (lived.some((one) => one.checkId === each.checkId && one.subjectId === each.subjectId)) continue;
    tallyOf(each.checkId).falseFindings += 1;
    const from = planted.find((one) => isOf(one, each));
    differences.push({
      kind: "false",
      checkId: each.checkId,
      where: `${portalId} ${from === undefined ? "the year" : `${from.label.check}/${from.case.name}`}`,
      what: `${each.subjectType} ${each.subjectId} ${each.label}: ${JSON.stringify(each.evidence)}`,
    });
  }
  return differences;
}

function missedOfLife({ portalId, told }: Audited, { checkId, subjectId }: LivedDefect, tally: Tally): Difference[] {
  tally.planted += 1;
  if (told.some((each) => each.checkId === checkId && each.subjectId === subjectId)) {
    tally.found += 1;
    return [];
  }
  return [{ kind: "missed", checkId, where: `${portalId} the year`, what: `${subjectId}: life itself brought it` }];
}

/** Whether a finding is about what a case is about. */
function isAbout(one: Planted, { subjectType, subjectId }: Told): boolean {
  const { value, alone } = one.case;
  if (value !== undefined)
    return subjectType === "portal" && subjectId.toLowerCase().endsWith(`:${value.value.toLowerCase()}`);
  if (one.subjectId === "portal") return alone !== undefined && subjectType === "portal";
  return subjectId === one.subjectId || subjectId.endsWith(`:${one.subjectId}`) || one.names.has(subjectId);
}

/** Whether a finding is about anything of a case. */
function isOf(one: Planted, told: Told): boolean {
  return (
    one.ids.has(told.subjectId) || isAbout(one, told) || (told.subjectType === "portal" && one.case.alone !== undefined)
  );
}
