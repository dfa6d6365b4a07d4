import type { CheckContext } from "../define-check.ts";
import { startOfWindow } from "../window.ts";

/**
 * Whether a contact was created today or on one of the `windowDays` days before. Without a creation date it was not.
 */
export function createdWithin(
  contact: { readonly createdAt: Date | null },
  windowDays: number,
  context: CheckContext<unknown>,
): boolean {
  if (contact.createdAt === null || contact.createdAt > context.asOf) return false;
  return contact.createdAt >= startOfWindow(context, windowDays);
}
