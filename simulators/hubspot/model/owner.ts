import { asOf, insertDated } from "./timeline.ts";
import type { Dated } from "./timeline.ts";

interface Deactivation extends Dated {
  readonly isDeactivated: boolean;
}

export interface OwnerIdentity {
  readonly id: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly teams: readonly string[];
}

/** A HubSpot user who can own records, and when that person was deactivated. */
export class Owner {
  readonly identity: OwnerIdentity;
  readonly createdAt: number;
  readonly #deactivations: Deactivation[] = [];

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

  updatedAt(at: number): number {
    return asOf(this.#deactivations, at)?.at ?? this.createdAt;
  }

  setDeactivated(isDeactivated: boolean, at: number): void {
    insertDated(this.#deactivations, { at, isDeactivated });
  }
}
