import type { PropertyChange } from "./stored-record.ts";
import { asOf, insertDated } from "./timeline.ts";
import type { Dated } from "./timeline.ts";

export interface CampaignAsset extends Dated {
  readonly assetType: string;
  readonly id: string;
  readonly name: string;
}

/** A marketing campaign with everything that it ever was. */
export class Campaign {
  readonly id: string;
  readonly createdAt: number;
  deletedAt: number | null = null;
  readonly #changes = new Map<string, PropertyChange[]>();
  readonly #assets: CampaignAsset[] = [];

  constructor(id: string, createdAt: number) {
    this.id = id;
    this.createdAt = createdAt;
  }

  exists(at: number): boolean {
    return this.createdAt <= at && (this.deletedAt === null || this.deletedAt > at);
  }

  valueAt(name: string, at: number): string | null {
    const changes = this.#changes.get(name);
    return (changes && asOf(changes, at)?.value) || null;
  }

  updatedAt(at: number): number {
    let latest = this.createdAt;
    for (const changes of this.#changes.values()) latest = Math.max(latest, asOf(changes, at)?.at ?? 0);
    return latest;
  }

  assetsAt(assetType: string, at: number): readonly CampaignAsset[] {
    return this.#assets.filter((asset) => asset.assetType === assetType && asset.at <= at);
  }

  set(name: string, change: PropertyChange): void {
    const changes = this.#changes.get(name);
    if (changes) insertDated(changes, change);
    else this.#changes.set(name, [change]);
  }

  addAsset(asset: CampaignAsset): void {
    insertDated(this.#assets, asset);
  }
}
