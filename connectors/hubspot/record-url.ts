import { descriptorOfSubject } from "./types/index.ts";

/**
 * Where HubSpot's own screens show a thing, behind the host. HubSpot documents none of these; they are what its screens
 * use.
 */
const paths: Readonly<Record<string, (portalId: string, id: string) => string>> = {
  campaign: (portalId, id) => `marketing/${portalId}/campaigns/details/${id}`,
  form: (portalId, id) => `forms/${portalId}/editor/${id}/edit/form`,
  list: (portalId, id) => `contacts/${portalId}/objectLists/${id}/filters`,
  "marketing-email": (portalId, id) => `email/${portalId}/details/${id}/performance`,
  owner: (portalId) => `settings/${portalId}/users`,
  user: (portalId) => `settings/${portalId}/users`,
  workflow: (portalId, id) => `workflows/${portalId}/platform/flow/${id}/edit`,
};

/** The page of a subject in HubSpot's own screens; null for what has none. */
export function recordUrl(uiDomain: string, portalId: string, type: string, id: string): string | null {
  const objectTypeId = descriptorOfSubject(type)?.objectTypeId;
  if (objectTypeId !== undefined) return `https://${uiDomain}/contacts/${portalId}/record/${objectTypeId}/${id}`;
  const path = paths[type];
  return path === undefined ? null : `https://${uiDomain}/${path(portalId, id)}`;
}
