const objectTypeIds: Readonly<Record<string, string>> = { contact: "0-1", deal: "0-3" };

/** The page of a subject in HubSpot's own screens; null for what has none. */
export function recordUrl(uiDomain: string, portalId: string, type: string, id: string): string | null {
  const objectTypeId = objectTypeIds[type];
  if (objectTypeId !== undefined) return `https://${uiDomain}/contacts/${portalId}/record/${objectTypeId}/${id}`;
  if (type === "campaign") return `https://${uiDomain}/marketing/${portalId}/campaigns/details/${id}`;
  if (type === "owner") return `https://${uiDomain}/settings/${portalId}/users`;
  return null;
}
