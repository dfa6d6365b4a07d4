import { firstIdOf, firstOwnerId } from "../../../simulators/hubspot/scenario/first-id.ts";
import { uuidOf } from "../../../simulators/hubspot/scenario/year/form-ids.ts";
import { recordTypes, type RecordType } from "../../../simulators/hubspot/model/record-types.ts";
import type { DatedWrite } from "../../../simulators/hubspot/model/write.ts";
import type { CaseClock } from "./case-clock.ts";
import type { Cast } from "./cast.ts";

/** Records planted into a lived portal are numbered behind those that were lived. */
const plantedFrom = 500_000;

/** One portal into which cases are planted: who is in it, its time, and what was written so far. */
export class Scene {
  readonly portalId: number;
  readonly cast: Cast;
  readonly clock: CaseClock;
  readonly writes: DatedWrite[] = [];
  /** Names of forms whose senders want to be called. */
  readonly handForms: string[] = [];
  /** What was planted as what, by id. */
  readonly types = new Map<string, RecordType>();
  readonly formNames = new Map<string, string>();
  /** Whether several cases share the portal, so that names have to differ. */
  readonly isShared: boolean;
  readonly #next = new Map<string, number>();
  #number = 0;

  constructor(portalId: number, cast: Cast, clock: CaseClock, isShared: boolean) {
    this.isShared = isShared;
    this.portalId = portalId;
    this.cast = cast;
    this.clock = clock;
  }

  /** For names that must differ. */
  nextNumber(): number {
    return (this.#number += 1);
  }

  /** An id of HubSpot's kind for something new. */
  nextId(type: string): string {
    const count = this.#next.get(type) ?? 0;
    this.#next.set(type, count + 1);
    if (isRecordType(type)) return String(firstIdOf(this.portalId)(type) + plantedFrom + count);
    if (type === "owner") return String(firstOwnerId(this.portalId) + 500 + count);
    if (type === "form" || type === "campaign") return uuidOf(`${this.portalId} ${type} ${count}`);
    return String(70_000 + count);
  }

  write(write: DatedWrite): void {
    this.writes.push(write);
  }

  /** All that happens, in the order of time. */
  inOrder(): readonly DatedWrite[] {
    return this.writes.toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at));
  }
}

export const isRecordType = (type: string): type is RecordType => (recordTypes as readonly string[]).includes(type);
