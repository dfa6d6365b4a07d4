/**
 * Which version of HubSpot's API each path is asked at. The generated client knows only the elder paths; this table
 * moves them to the dated version, whose answers have the same shapes.
 */
const dated = "2026-09";

const moves: readonly (readonly [RegExp, string])[] = [
  [/^\/crm\/v3\/objects\//, `/crm/objects/${dated}/`],
  [/^\/crm\/v4\/associations\//, `/crm/associations/${dated}/`],
  [/^\/crm\/v3\/properties\//, `/crm/properties/${dated}/`],
  [/^\/crm\/v3\/pipelines\//, `/crm/pipelines/${dated}/`],
  [/^\/crm\/v3\/owners\/?/, `/crm/owners/${dated}/`],
  [/^\/crm\/v3\/lists\//, `/crm/lists/${dated}/`],
  [/^\/marketing\/v3\/emails\/?/, `/marketing/emails/${dated}/`],
];

/** The path that is asked for: dated where that version exists, without a slash at its end. */
export function versionedPath(path: string): string {
  const move = moves.find(([elder]) => elder.test(path));
  const moved = move === undefined ? path : path.replace(move[0], move[1]);
  return moved.replace(/\/$/, "");
}

export const accountDetailsPath = `/account-info/${dated}/details`;
export const apiUsagePath = `/account-info/${dated}/api-usage/daily/private-apps`;
/** Only the token of a private app or a service key is asked about here; it has no dated version. */
export const tokenInfoPath = "/oauth/v2/private-apps/get/access-token-info";
export const tokenPath = `/oauth/${dated}/token`;
export const introspectPath = `${tokenPath}/introspect`;
export const activityPath = (log: string) => `/account-info/${dated}/activity/${log}`;
/** The users' latest version that is no beta. */
export const usersPath = "/settings/users/2026-03";
export const teamsPath = `${usersPath}/teams`;
/** The dated version of the forms is a beta. */
export const formsPath = "/marketing/v3/forms";
/** Submissions were never moved from their legacy version. */
export const submissionsPath = (formId: string) =>
  `/form-integrations/v1/submissions/forms/${encodeURIComponent(formId)}`;
/** HubSpot ends v4 on 30 March 2027; until the dated version is out of its beta, it is asked only where v4 is gone. */
export const workflowPaths = ["/automation/v4/flows", `/automation/${dated}-beta/flows`] as const;
export const campaignsPath = `/marketing/campaigns/${dated}`;

/** Collections of records: a page of the list, a search, a read by ids. */
export const listPath = (objectType: string) => `/crm/objects/${dated}/${encodeURIComponent(objectType)}`;
export const searchPath = (objectType: string) => `${listPath(objectType)}/search`;
export const batchReadPath = (objectType: string) => `${listPath(objectType)}/batch/read`;
export const listsPath = `/crm/lists/${dated}/search`;
export const oneListPath = (listId: string) => `/crm/lists/${dated}/${encodeURIComponent(listId)}`;
export const listSizesPath = (listId: string) => `${oneListPath(listId)}/size-and-edits-history/between`;
export const joinOrderPath = (listId: string) => `${oneListPath(listId)}/memberships/join-order`;
export const marketingEmailsPath = `/marketing/emails/${dated}`;
export const ownersPath = `/crm/owners/${dated}`;
export const pipelinesPath = (objectType: string) => `/crm/pipelines/${dated}/${encodeURIComponent(objectType)}`;
export const pipelinePath = (objectType: string, pipelineId: string) =>
  `${pipelinesPath(objectType)}/${encodeURIComponent(pipelineId)}`;
/** The rules of pipelines are a beta. */
export const pipelineRulesPath = (objectTypeId: string, pipelineId: string) =>
  `/crm/pipelines-rules/${dated}-beta/${objectTypeId}/${encodeURIComponent(pipelineId)}`;
export const stagePermissionsPath = (objectTypeId: string, pipelineId: string) =>
  `${pipelineRulesPath(objectTypeId, pipelineId)}/stage-edit-permissions`;
export const propertyValidationsPath = (objectTypeId: string) => `/crm/property-validations/${dated}/${objectTypeId}`;
export const propertyPath = (objectType: string, name: string) =>
  `/crm/properties/${dated}/${encodeURIComponent(objectType)}/${encodeURIComponent(name)}`;
export const associationsPath = (fromType: string, toType: string) =>
  `/crm/associations/${dated}/${encodeURIComponent(fromType)}/${encodeURIComponent(toType)}/batch/read`;
