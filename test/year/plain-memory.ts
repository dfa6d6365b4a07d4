import { plainHands, type PlainHand } from "./plain-hands.ts";
import type { PlainConversations, PlainPortal } from "./plain-portal.ts";
import type { PlainTime } from "./plain-time.ts";
import { isOpenLead } from "./plain-verdicts.ts";

/** As a report calls somebody who was deleted since. */
const deletedPerson = "a deleted contact";

/**
 * What a portal does not say again: who was there and is deleted, and since when somebody is no open lead. It is known
 * from looking at the portal again and again.
 */
export class PlainMemory {
  readonly #time: PlainTime;
  readonly #closed = new Map<string, number>();
  readonly #gone: PlainHand[] = [];
  #last: readonly PlainHand[] = [];

  constructor(time: PlainTime) {
    this.#time = time;
  }

  /** One look: the requests as they are known by it. */
  look(portal: PlainPortal, talk: PlainConversations, at: number): readonly PlainHand[] {
    const open = new Set(portal.contacts.filter(isOpenLead).map(({ id }) => id));
    const known = new Set([...portal.contacts.map(({ id }) => id), ...mergesIn(portal).keys()]);
    for (const hand of this.#last)
      if (hand.contactId !== null && !known.has(hand.contactId)) {
        const closedAt = hand.answeredAt === null ? (hand.closedAt ?? at) : null;
        this.#gone.push({ ...hand, contactId: null, name: deletedPerson, closedAt });
      }
    for (const { key, contactId, answeredAt } of plainHands(talk, at, this.#time, this.#closed))
      if (answeredAt === null && contactId !== null && !open.has(contactId) && !this.#closed.has(key))
        this.#closed.set(key, at);
    this.#last = plainHands(talk, at, this.#time, this.#closed);
    return [...this.#last, ...this.#gone];
  }

  /** The requests as they stood at an instant, by what is known now. */
  standing(talk: PlainConversations, at: number): readonly PlainHand[] {
    const gone = this.#gone.map((hand) => ({
      ...hand,
      answeredAt: hand.answeredAt !== null && hand.answeredAt <= at ? hand.answeredAt : null,
    }));
    return [...plainHands(talk, at, this.#time, this.#closed), ...gone];
  }
}

/** Which contact another one has become part of. */
export function mergesIn({ contacts }: PlainPortal): ReadonlyMap<string, string> {
  return new Map(
    contacts.flatMap(({ id, properties }) =>
      (properties["hs_merged_object_ids"] ?? "")
        .split(";")
        .filter(Boolean)
        .map((former) => [former, id] as const),
    ),
  );
}
