/** Whether a contact was created in the last `windowDays` calendar days. Without a creation date it was not. */
export function createdWithin(contact: { readonly createdAt: Date | null }, windowDays: number, asOf: Date): boolean {
  if (contact.createdAt === null || contact.createdAt > asOf) return false;
  return contact.createdAt.getTime() >= asOf.getTime() - windowDays * 86_400_000;
}
