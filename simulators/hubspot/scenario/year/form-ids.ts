import { createHash } from "node:crypto";

/** A form's id, which looks like the random one that HubSpot gives and is always the same. */
export function formIdOf(portalId: number, formName: string): string {
  return uuidOf(`${portalId} ${formName}`);
}

export function uuidOf(name: string): string {
  const hex = createHash("sha256").update(name).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
