import { asOf, insertDated } from "./timeline.ts";
import type { Dated } from "./timeline.ts";

interface Deactivation extends Dated {
  readonly isDeactivated: boolean;
}

interface Membership extends Dated {
  readonly teams: readonly string[];
}

export interface OwnerIdentity {
  readonly id: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  /** Of the beginning; the first one is the primary team. */
  readonly teams: readonly string[];
}

/** A HubSpot user who can own records, when that person was deactivated, and in which teams they were when. */
export class Owner {
  readonly identity: OwnerIdentity;
  readonly createdAt: number;
  readonly #deactivations: Deactivation[] = [];
  readonly #memberships: Membership[] = [];

  constructor(identity: OwnerIdentity, createdAt: number) {
    this.identity = identity;
    this.createdAt = createdAt;
  }

  exists(at: number): boolean {
    return this.createdAt <= at;
  }

  isDeactivated(at: number): boolean {
    return asOf(this.#deactivations, at)?.isDeactivated ?? false;
  }

  teams(at: number): readonly string[] {
    return asOf(this.#memberships, at)?.teams ?? this.identity.teams;
  }

  /** Every team that the person is or was in. */
  get everyTeam(): readonly string[] {
    return [this.identity, ...this.#memberships].flatMap(({ teams }) => teams);
  }

  setTeams(teams: readonly string[], at: number): void {
    insertDated(this.#memberships, { at, teams });
  }

  updatedAt(at: number): number {
    return asOf(this.#deactivations, at)?.at ?? this.createdAt;
  }

  setDeactivated(isDeactivated: boolean, at: number): void {
    insertDated(this.#deactivations, { at, isDeactivated });
  }
}
