/** Owners and users are numbered apart in HubSpot; here one number follows from the other. */
export const userIdOf = (ownerId: string): number => Number(ownerId) % 100_000_000;

/** The id of the CRM record of a user, which is a third number. */
export const userRecordId = (ownerId: string): string => String(110_000_000_000 + userIdOf(ownerId));
