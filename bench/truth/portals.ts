import { Random } from "../../simulators/random.ts";
import type { HostedPortal } from "../../simulators/hubspot/hosted-portal.ts";
import { crmUi } from "../../simulators/hubspot/model/source.ts";
import type { PortalRegistry } from "../../simulators/hubspot/portal-registry.ts";
import { openLived } from "../../simulators/hubspot/scenario/open-lived.ts";
import { profiles } from "../../simulators/hubspot/scenario/profiles/all.ts";
import type { Hours } from "../../simulators/hubspot/scenario/working-hours.ts";
import { formIdOf } from "../../simulators/hubspot/scenario/year/form-ids.ts";
import { noTrouble } from "../../simulators/hubspot/scenario/year/rates.ts";
import type { Cast } from "./plant/cast.ts";
import type { SeedOfTruth } from "./seeds.ts";

/** A portal before anything is planted in it. */
export interface Stage {
  readonly hosted: HostedPortal;
  readonly hours: Hours;
  readonly cast: Cast;
  /** Forms that ask to be contacted, by name. */
  readonly handForms: readonly string[];
  readonly otherForms: readonly string[];
}

const dayMs = 86_400_000;
export const tokenOf = (portalId: number): string => `pat-truth-${portalId}`;

/** A year in which nothing is amiss, and much nearly is. */
export function openYear(
  registry: PortalRegistry,
  { seed, profile: name, asOf }: SeedOfTruth,
  portalId: number,
): Stage {
  const scenario = { seed, portalId, profile: name, contacts: 250, until: asOf, rates: noTrouble } as const;
  const { hosted, lived } = openLived(registry, { ...scenario, token: tokenOf(portalId) });
  hosted.portal.limits = unlimited(hosted);
  const { forms, pipeline } = profiles[name];
  const bornBefore = asOf.getTime() - 364 * dayMs;
  const stay = [...hosted.portal.owners.values()].filter(
    (owner) => owner.createdAt <= bornBefore && !owner.isDeactivated(asOf.getTime()),
  );
  const named = (raisesHand: boolean) =>
    forms.filter((form) => form.raisesHand === raisesHand).map((form) => form.name);
  const castForm = (raisesHand: boolean) => {
    const [formName] = named(raisesHand);
    return { id: formIdOf(portalId, formName!), name: formName! };
  };
  return {
    hosted,
    hours: lived.hours,
    cast: {
      ownerIds: stay.map(({ identity }) => identity.id),
      pipeline,
      forms: { hand: castForm(true), content: castForm(false) },
      random: new Random(seed),
    },
    handForms: named(true),
    otherForms: named(false),
  };
}

export const unlimited = ({ portal }: HostedPortal) => ({
  ...portal.limits,
  generalPer10s: 1e9,
  searchPerSecond: 1e9,
  associationsPer10s: 1e9,
  daily: 1e9,
});

export { crmUi };
