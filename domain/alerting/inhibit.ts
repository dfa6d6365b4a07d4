import { countOf } from "../duration.ts";
import { isWordedAs } from "../leads/hand-rules.ts";
import type { Candidate, Held, Stage } from "./pipeline.ts";

/**
 * What follows from a failure, as its check declares it: while the check fails, findings of these checks only repeat it.
 */
export interface Hiding {
  /** Ids of checks, or `all` but those of the same topic. */
  readonly checks: "all" | readonly string[];
  /**
   * `client`: everything of the client. `owner`: what belongs to the owner that the failure is about. `subject`: what is
   * about the same subject. `form`: what came in by the form whose name the failure's evidence has as `form`.
   */
  readonly of: "client" | "owner" | "subject" | "form";
  /** Only while this of the failure's evidence is true; left out: always. */
  readonly where?: string;
  /** Whether those who would have heard what follows hear of the cause instead. */
  readonly tellsInstead: boolean;
}

export interface InhibitFacts {
  /** What each check's failure hides. Checks that hide nothing are left out. */
  readonly hidings: ReadonlyMap<string, Hiding>;
  /** Receivers who were told of a finding and have not heard its end: what they heard stays with them. */
  readonly toldOf: (candidate: Candidate) => readonly string[];
  /** What is wrong, in one sentence without a full stop. */
  readonly say: (cause: Candidate) => string;
}

/**
 * A broken cause hides what follows from it, and says how much that is: one message for one cause. A cause hides though
 * it is silenced itself, and is never hidden by what it hides. Whoever would have heard what follows from a cause hears
 * the cause, where its check says so.
 */
export const inhibit: Stage<InhibitFacts> = (candidates, { hidings, toldOf, say }) => {
  const causes = candidates.filter(({ checkId }) => hidings.has(checkId));
  if (causes.length === 0) return { kept: candidates, held: [] };
  const held: Held[] = [];
  const behind = new Map<string, { readonly findings: Set<string>; readonly receivers: Set<string | null> }>();
  const kept = candidates.filter((candidate) => {
    const cause = causes.find((one) => follows(candidate, one, hidings.get(one.checkId)!));
    if (cause === undefined) return true;
    held.push({ candidate, stage: "inhibit", because: `follows from another finding: ${say(cause)}`, until: null });
    const known = behind.get(cause.findingId) ?? { findings: new Set(), receivers: new Set() };
    known.findings.add(candidate.findingId);
    known.receivers.add(candidate.receiver);
    behind.set(cause.findingId, known);
    return false;
  });
  return { kept: [...kept.map((one) => counted(one)), ...insteadOf()], held };

  function counted(candidate: Candidate): Candidate {
    const hidden = behind.get(candidate.findingId)?.findings.size ?? 0;
    return hidden === 0 ? candidate : { ...candidate, standsFor: hidden, note: sayHidden(hidden) };
  }

  /** The cause, for those who lose what follows from it and would not hear of it otherwise. */
  function insteadOf(): readonly Candidate[] {
    return [...Map.groupBy(causes, ({ findingId }) => findingId).values()].flatMap((routed) => {
      const cause = routed[0]!;
      if (!hidings.get(cause.checkId)!.tellsInstead) return [];
      const losers = behind.get(cause.findingId)?.receivers ?? [];
      const left = [...new Set([...losers, ...toldOf(cause)])].filter(
        (receiver) => !routed.some((one) => one.receiver === receiver),
      );
      return left.map((receiver) => counted({ ...cause, receiver }));
    });
  }
};

/** "7 findings, 1 cause", behind which the sentence of the cause stands. */
export function sayHidden(hidden: number): string {
  return `${countOf(hidden, "finding")}, 1 cause`;
}

function follows(candidate: Candidate, cause: Candidate, { checks, of, where }: Hiding): boolean {
  const isOfCheck = checks === "all" ? candidate.topic !== cause.topic : checks.includes(candidate.checkId);
  if (!isOfCheck || (where !== undefined && cause.evidence[where] !== true)) return false;
  if (of === "client") return true;
  if (of === "owner") return candidate.ownerId === cause.subject.id;
  if (of === "subject")
    return candidate.subject.type === cause.subject.type && candidate.subject.id === cause.subject.id;
  const { form } = cause.evidence;
  return candidate.form !== null && typeof form === "string" && isWordedAs(candidate.form, form);
}
