import type { Participant } from "./participants.ts";
import type { Entry } from "./rounds.ts";
import type { World } from "./world.ts";

/** The entry of a peer that can be run here; none of one that cannot. */
export function runnable(peer: Participant | string, entry: Omit<Entry, "participant">): readonly Entry[] {
  return typeof peer === "string" ? [] : [{ participant: peer, ...entry }];
}

export function notRun({ singer, dlt }: World): readonly { readonly name: string; readonly reason: string }[] {
  const peers = [
    { name: "Singer", peer: singer },
    { name: "dlt", peer: dlt },
  ];
  return peers.flatMap(({ name, peer }) => (typeof peer === "string" ? [{ name, reason: peer }] : []));
}
