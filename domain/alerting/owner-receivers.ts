/** An owner of the portal, as far as it takes to find who that is. */
export interface OwnerLike {
  readonly id: string;
  /** Lower case; null where HubSpot says none. */
  readonly email: string | null;
}

/** A receiver of the config, with the HubSpot owner that it names. */
export interface ReceiverLike {
  readonly id: string;
  readonly email: string | null;
  /** An owner's id or e-mail address; null where the receiver's own address tells. */
  readonly hubspotOwner: string | null;
}

/**
 * Which receiver is which owner: named by the receiver's `hubspotOwner`, else by the same e-mail address. A name comes
 * before an address, and the first receiver before a later one.
 */
export function receiversOfOwners(
  owners: readonly OwnerLike[],
  receivers: readonly ReceiverLike[],
): ReadonlyMap<string, string> {
  const named = new Map<string, string>();
  const mailed = new Map<string, string>();
  for (const { id, email, hubspotOwner } of receivers.toReversed()) {
    if (hubspotOwner !== null) named.set(hubspotOwner.toLowerCase(), id);
    else if (email !== null) mailed.set(email.toLowerCase(), id);
  }
  return new Map(
    owners.flatMap(({ id, email }) => {
      const address = email?.toLowerCase() ?? null;
      const receiver = named.get(id) ?? (address === null ? undefined : (named.get(address) ?? mailed.get(address)));
      return receiver === undefined ? [] : [[id, receiver] as const];
    }),
  );
}
