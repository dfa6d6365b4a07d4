import type { Random } from "../../../simulators/random.ts";
import type { Pipeline } from "../../../simulators/hubspot/model/pipeline.ts";

/** What a portal has that cases are planted into. */
export interface Cast {
  /** Owners who are there and stay, in the order of `$owner1`, `$owner2` … */
  readonly ownerIds: readonly string[];
  readonly pipeline: Pipeline;
  /** A form that asks to be contacted, and one that does not. */
  readonly forms: { readonly hand: CastForm; readonly content: CastForm };
  readonly random: Random;
}

export interface CastForm {
  readonly id: string;
  readonly name: string;
}

/** What the seed chooses and what is invented for one group, by the names that labels use. */
export function nameOf(cast: Cast, token: string, number: number, owner: string): string | undefined {
  const { ownerIds, pipeline } = cast;
  const open = pipeline.stages.filter(({ isClosed }) => !isClosed);
  const closed = (probability: number) =>
    pipeline.stages.find((stage) => stage.isClosed && (stage.probability === 1) === (probability === 1))!.id;
  const counted = /^\$owner(\d+)$/.exec(token);
  if (counted) return ownerIds[Number(counted[1]) - 1];
  const names: Readonly<Record<string, () => string>> = {
    $owner: () => owner,
    $other: () => ownerIds.find((id) => id !== owner)!,
    $user: () => String(Number(owner) % 100_000_000),
    $userId: () => String(Number(owner) % 100_000_000),
    $pipeline: () => pipeline.id,
    $first: () => open[0]!.id,
    $early: () => open[1]!.id,
    $late: () => open.at(-1)!.id,
    $won: () => closed(1),
    $lost: () => closed(0),
    $company: () => `Truth Works ${number}`,
    $domain: () => `truth-works-${number}.example`,
    $deal: () => `Truth deal ${number}`,
    $campaign: () => `Truth campaign ${number}`,
    $utm: () => `truth-campaign-${number}`,
    $form: () => `Truth form ${number}`,
    $workflow: () => `Truth workflow ${number}`,
    $property: () => `truth_property_${number}`,
    $click: () => `click-${number}`,
  };
  return names[token]?.();
}

/** Somebody of an invented company. */
export const personOf = (number: number) => ({
  firstname: "Robin",
  lastname: `Truth ${number}`,
  email: `robin.${number}@truth-works-${number}.example`,
});
