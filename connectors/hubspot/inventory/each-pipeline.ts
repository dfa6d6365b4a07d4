import type { Pipeline, PipelineKind } from "../../../domain/inventory/pipeline.ts";
import { HubSpotBadRequest } from "../errors.ts";
import type { Gateway } from "../gateway.ts";
import { readPipelines } from "./pipeline.ts";

/**
 * What HubSpot answers about each pipeline, one request a pipeline. Whether it answers "not found" where nothing was
 * ever set is not confirmed: that is taken for an answer where it knows another pipeline, or names the object as what it
 * did not find, since then the question is one that it understands. Of an address that it does not know it names none.
 *
 * @returns Null beside a pipeline of which it knows nothing.
 * @throws {HubSpotBadRequest} When it knows nothing of any, and may not know the question.
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
  const isUnderstood = notFound?.category === "OBJECT_NOT_FOUND" || answers.some(([, answer]) => answer !== null);
  if (notFound !== null && !isUnderstood) throw notFound;
  return answers;
}
