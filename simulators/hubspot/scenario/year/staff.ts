import type { Random } from "../../../random.ts";
import type { OwnerIdentity } from "../../model/owner.ts";
import type { RecordReference } from "../../model/write.ts";
import { firstOwnerId } from "../first-id.ts";
import type { Profile } from "../profile.ts";

/** Contacts of a portal for each person in sales. */
const contactsPerOwner = 300;

/** One person of the team, from the first day to the last. Instants are epoch milliseconds. */
export interface Member extends OwnerIdentity {
  readonly joinsAt: number;
  /** From here on nobody gives this person new work; null for who stays. */
  leavesAt: number | null;
  heirId: string | null;
}

/** Who works in sales at any time, who takes the next lead, and what those who leave still own. */
export class Staff {
  readonly members: Member[] = [];
  readonly #portfolios = new Map<string, Map<string, RecordReference>>();
  readonly #holders = new Map<string, string>();
  readonly #gone = new Set<string>();
  readonly #portalId: number;
  readonly #profile: Profile;
  #turn = 0;

  constructor(profile: Profile, portalId: number) {
    this.#profile = profile;
    this.#portalId = portalId;
  }

  static sizeFor(profile: Profile, contacts: number): number {
    return Math.max(profile.owners.length, Math.ceil(contacts / contactsPerOwner));
  }

  /** The next person of the profile, then people with its names. */
  hire(random: Random, joinsAt: number): Member {
    const place = this.members.length;
    const known = this.#profile.owners[place];
    const { firstNames, lastNames } = this.#profile.people;
    const firstName = known?.firstName ?? random.pick(firstNames);
    const lastName = known?.lastName ?? random.pick(lastNames);
    const host = new URL(this.#profile.website).hostname.replace(/^www\./, "");
    const member: Member = {
      id: String(firstOwnerId(this.#portalId) + place),
      firstName,
      lastName,
      email: known?.email ?? `${plain(firstName)}.${plain(lastName)}${place}@${host}`,
      teams: known?.teams ?? ["Sales"],
      joinsAt,
      leavesAt: null,
      heirId: null,
    };
    this.members.push(member);
    return member;
  }

  willLeave(member: Member, leavesAt: number, heirId: string): void {
    member.leavesAt = leavesAt;
    member.heirId = heirId;
    this.#portfolios.set(member.id, new Map());
  }

  /** From now on somebody else does this person's work, whoever owns the records. */
  isGone(memberId: string): void {
    this.#gone.add(memberId);
  }

  /** Whom the next lead goes to: in turn, and to nobody who is about to leave. */
  next(now: number): string {
    const present = this.#present(now);
    return present[this.#turn++ % present.length]!.id;
  }

  /** Somebody who is there now and stays. */
  anybody(random: Random, now: number): string {
    return random.pick(this.#present(now)).id;
  }

  /** Who does the work of this owner now. */
  atWork(ownerId: string): string {
    if (!this.#gone.has(ownerId)) return ownerId;
    return this.atWork(this.members.find(({ id }) => id === ownerId)!.heirId!);
  }

  /** Keeps track of what those own who will leave. */
  owns(record: RecordReference, ownerId: string): void {
    if (this.#portfolios.size === 0) return;
    const key = `${record.type}/${record.id}`;
    const before = this.#holders.get(key);
    if (before !== undefined && before !== ownerId) {
      this.#portfolios.get(before)?.delete(key);
      this.#holders.delete(key);
    }
    const portfolio = this.#portfolios.get(ownerId);
    if (!portfolio) return;
    portfolio.set(key, record);
    this.#holders.set(key, ownerId);
  }

  portfolioOf(memberId: string): readonly RecordReference[] {
    return [...(this.#portfolios.get(memberId)?.values() ?? [])];
  }

  #present(now: number): readonly Member[] {
    return this.members.filter(({ joinsAt, leavesAt }) => joinsAt <= now && (leavesAt === null || leavesAt > now));
  }
}

const plain = (text: string): string =>
  text.toLowerCase().normalize("NFD").replaceAll(/\p{M}/gu, "").replaceAll(" ", "-");
