import type { Told } from "./audited.ts";
import type { Planted } from "./plant/plant-case.ts";

/** In what a finding differs from its label, beside being there: how bad it is, and the way to what is gone. */
export function toldOtherwise(one: Pick<Planted, "case" | "label" | "say">, said: Told): readonly string[] {
  const { path } = one.case;
  const severity = one.case.severity ?? one.label.severity;
  return [
    ...(severity === undefined || severity === said.severity ? [] : [`is ${said.severity}, and ${severity} is right`]),
    ...(path === undefined || leadsAlong([...path.map(one.say), said.label], said.evidence)
      ? []
      : [`does not lead along ${path.join(" → ")}: ${JSON.stringify(said.evidence)}`]),
  ];
}

/** Whether the evidence has a way with a step for each of these words, in their order, and no other step. */
function leadsAlong(words: readonly string[], evidence: unknown): boolean {
  const { paths } = evidence as { readonly paths?: unknown };
  if (typeof paths !== "string") return false;
  return paths.split("; ").some((path) => {
    const steps = path.split(" → ");
    return steps.length === words.length && steps.every((step, index) => step.includes(words[index]!));
  });
}
