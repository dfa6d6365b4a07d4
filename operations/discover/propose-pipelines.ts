import { countOf } from "../../domain/duration.ts";
import type { PipelineInUse, PortalFacts } from "./portal-facts.ts";
import { quote } from "./propose-hands.ts";

/** The pipelines of deals as they are used, for the head of a proposal, and what is odd about them. */
export function describePipelines({ pipelines }: Pick<PortalFacts, "pipelines">): {
  readonly said: readonly string[];
  readonly questions: readonly string[];
} {
  if ("refused" in pipelines) return { said: [`Pipelines could not be read: ${pipelines.refused}`], questions: [] };
  const unused = pipelines.value.filter(({ deals }) => deals.every((count) => count === 0));
  return {
    said: pipelines.value.map(sayPipeline),
    questions: unused.map(({ pipeline: { name } }) => `Is the pipeline ${quote(name)} in use? It holds no deal.`),
  };
}

function sayPipeline({ pipeline: { name, stages }, deals }: PipelineInUse): string {
  const said = stages.map(({ label, isClosed, probability }, index) => {
    const facts = [
      ...(deals[index] === undefined ? [] : [countOf(deals[index], "deal")]),
      ...(isClosed ? ["closed"] : probability === null ? [] : [`${Math.round(probability * 100)} %`]),
    ];
    return `${label} (${facts.join(", ")})`;
  });
  return `Pipeline ${quote(name)}: ${said.join(", ")}`;
}
