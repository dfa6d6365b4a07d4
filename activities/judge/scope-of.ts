import { notApplicable, type Verdict } from "../../domain/findings/verdict.ts";
import type { Monitor, Scope } from "../../config/config.ts";
import type { CrmRecord, Stage } from "../../domain/mirror/records.ts";

/** The settings that hold where a record is; null: those of the check. The nearest scope stands first. */
export function scopeOf(scopes: readonly Scope[], record: CrmRecord): Scope | null {
  const stage = (record as { readonly stage?: Stage | undefined }).stage;
  if (stage === undefined) return null;
  return (
    scopes.find(
      (scope) =>
        isCalled(scope.pipeline, stage.pipelineLabel) &&
        (scope.stage === null || scope.stage === stage.id || isCalled(scope.stage, stage.label)),
    ) ?? null
  );
}

/** Whatever the case. */
function isCalled(written: string, label: string): boolean {
  return written.trim().toLowerCase() === label.trim().toLowerCase();
}

/** What is said where the check is switched off for the pipeline or the stage. */
export function switchedOff({ pipeline, stage }: Scope): Verdict {
  const where = stage === null ? `the pipeline ${pipeline}` : `the stage ${stage} of the pipeline ${pipeline}`;
  return { ...notApplicable(`the check is switched off for ${where}`), holdsUntil: null };
}

/** A failure is as bad as its scope says, where the check says nothing of it itself. */
export function asBadAsThere(verdict: Verdict, { severity }: Scope): Verdict {
  return verdict.status !== "fail" || verdict.severity !== undefined || severity === null
    ? verdict
    : { ...verdict, severity };
}

/** All that a check judges by at a client: its params, and what differs in single pipelines. */
export function settingsOf({ params, scopes }: Monitor): Readonly<Record<string, unknown>> {
  return scopes === undefined ? params : { ...params, "in pipelines": scopes };
}
