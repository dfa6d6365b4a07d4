import type { DocumentContent, PortalDocument } from "../model/document.ts";
import { ok } from "./answer.ts";
import type { Answer } from "./answer.ts";
import { batchAnswer, inputsOf, notFound } from "./batch-envelope.ts";
import { jsonBody, plain } from "./call.ts";
import type { Call } from "./call.ts";
import { offsetPage } from "./offset-page.ts";
import { resourceNotFound } from "./refusal.ts";

/** All workflows in brief: what they do has to be asked for one by one, or in a batch. */
export function listWorkflows(call: Call): Answer {
  const brief = call.portal.documents("workflow", call.at).map((workflow) => {
    const { id, isEnabled, flowType, objectTypeId, revisionId, name, createdAt, updatedAt } = render(call, workflow);
    return { id, isEnabled, flowType, objectTypeId, revisionId, name, createdAt, updatedAt };
  });
  return ok(offsetPage(call, brief, { standard: 100, max: 100 }, "/automation/v4/flows"));
}

export function readWorkflow(call: Call): Answer {
  return ok(render(call, present(call, call.params["id"] ?? "")));
}

export function readWorkflows(call: Call): Answer {
  const results: unknown[] = [];
  const missing: string[] = [];
  for (const input of inputsOf(jsonBody(call), 100)) {
    const id = plain(input["flowId"]);
    const workflow = call.portal.document("workflow", id, call.at);
    if (workflow) results.push(render(call, workflow));
    else missing.push(id);
  }
  return batchAnswer(call, 200, results, missing.length > 0 ? [notFound("FLOW", missing)] : []);
}

/** A workflow as a former revision had it. */
export function readRevision(call: Call): Answer {
  const workflow = present(call, call.params["id"] ?? "");
  const number = Number(call.params["revisionId"]);
  const revision = workflow.revisionsUntil(call.at)[number - 1];
  if (!revision) throw resourceNotFound();
  return ok({
    id: workflow.id,
    revisionId: String(number),
    revisionCreatedAt: new Date(revision.at).toISOString(),
    flow: renderRevision(workflow, revision.content, number, revision.at),
  });
}

/** Enrolments and completions; nobody was enrolled in a simulated workflow. */
export function readPerformance(call: Call): Answer {
  present(call, call.params["id"] ?? "");
  return ok({ results: [] });
}

function present(call: Call, id: string): PortalDocument {
  const workflow = call.portal.document("workflow", id, call.at);
  if (!workflow) throw resourceNotFound();
  return workflow;
}

function render({ at }: Call, workflow: PortalDocument) {
  const revisions = workflow.revisionsUntil(at);
  return renderRevision(workflow, workflow.contentAt(at) ?? {}, revisions.length, workflow.updatedAt(at));
}

function renderRevision(workflow: PortalDocument, content: DocumentContent, revision: number, savedAt: number) {
  const type = content["type"] ?? "CONTACT_FLOW";
  return {
    ...empty,
    ...(type === "CONTACT_FLOW" && { canEnrollFromSalesforce: false, suppressionListIds: [] }),
    ...content,
    type,
    objectTypeId: content["objectTypeId"] ?? "0-1",
    isEnabled: content["isEnabled"] !== false,
    flowType: content["flowType"] ?? "WORKFLOW",
    name: String(content["name"]),
    id: workflow.id,
    revisionId: String(revision),
    createdAt: new Date(workflow.createdAt).toISOString(),
    updatedAt: new Date(savedAt).toISOString(),
  };
}

const empty = {
  actions: [],
  nextAvailableActionId: "1",
  timeWindows: [],
  blockedDates: [],
  customProperties: {},
  dataSources: [],
  crmObjectCreationStatus: "COMPLETE",
};
