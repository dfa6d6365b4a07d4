import type { Pipeline, PipelineKind } from "../../../domain/inventory/pipeline.ts";
import { HubSpotBadRequest } from "../errors.ts";
import type { Gateway } from "../gateway.ts";
import { readPipelines } from "./pipeline.ts";

/**
 * What HubSpot answers about each pipeline, one request a pipeline. Whether it answers "not found" where nothing was
 * ever set is not confirmed: that is taken for an answer where it knows another pipeline, since then the question is
 * one that it understands.
 *
 * @returns Null beside a pipeline of which it knows nothing.
 * @throws {HubSpotBadRequest} When it knows nothing of any.
 */
export async function askOfEachPipeline<Kind extends PipelineKind, Answer>(
  gateway: Gateway,
  kind: Kind,
  ask: (pipeline: Pipeline<Kind>) => Promise<Answer>,
): Promise<readonly (readonly [Pipeline<Kind>, Answer | null])[]> {
  const answers: (readonly [Pipeline<Kind>, Answer | null])[] = [];
  let notFound: HubSpotBadRequest | null = null;
  for (const pipeline of await readPipelines(gateway, kind))
    try {
      answers.push([pipeline, await ask(pipeline)]);
    } catch (error) {
      if (!(error instanceof HubSpotBadRequest) || error.status !== 404) throw error;
      notFound = error;
      answers.push([pipeline, null]);
    }
  if (notFound !== null && answers.every(([, answer]) => answer === null)) throw notFound;
  return answers;
}
