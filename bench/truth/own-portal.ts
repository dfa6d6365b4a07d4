import { Random } from "../../simulators/random.ts";
import { crmUi, setUpSource } from "../../simulators/hubspot/model/source.ts";
import { hashToken } from "../../simulators/hubspot/model/token.ts";
import { userIdOf } from "../../simulators/hubspot/model/user-id.ts";
import type { DatedWrite } from "../../simulators/hubspot/model/write.ts";
import type { PortalRegistry } from "../../simulators/hubspot/portal-registry.ts";
import { firstOwnerId } from "../../simulators/hubspot/scenario/first-id.ts";
import { profiles } from "../../simulators/hubspot/scenario/profiles/all.ts";
import { customsOf } from "../../simulators/hubspot/scenario/year/customs.ts";
import { formIdOf } from "../../simulators/hubspot/scenario/year/form-ids.ts";
import { holidaysOf } from "../../simulators/hubspot/scenario/year/holidays.ts";
import type { Case } from "./label-file.ts";
import { tokenOf, unlimited, type Stage } from "./portals.ts";
import type { SeedOfTruth } from "./seeds.ts";

const dayMs = 86_400_000;
const forms = { hand: "Book a demo", content: "Newsletter" } as const;

/** A portal of its own for one case: a team, two forms, a routing workflow and nothing else. */
export function openOwnPortal(
  registry: PortalRegistry,
  { seed, profile: name, asOf }: SeedOfTruth,
  portalId: number,
  { owners, superAdmins = 1, deactivatedSuperAdmins = 0 }: NonNullable<Case["alone"]>,
): Stage {
  const hosted = registry.openInMemory(portalId);
  const { portal } = hosted;
  const profile = profiles[name];
  const { timeZone, currency, uiDomain, pipeline } = profile;
  portal.write(
    {
      what: "portal-opened",
      details: {
        portalId,
        name: "Truth",
        timeZone,
        currency,
        uiDomain,
        accountType: "STANDARD",
        dealPipelines: [pipeline],
      },
    },
    setUpSource,
  );
  portal.write(
    {
      what: "token-granted",
      grant: { name: "revwatch", hash: hashToken(tokenOf(portalId)), kind: "private", scopes: "all" },
    },
    setUpSource,
  );
  portal.limits = unlimited(hosted);
  const at = new Date(asOf.getTime() - 420 * dayMs).toISOString();
  const ids = Array.from({ length: owners + deactivatedSuperAdmins }, (_, index) =>
    String(firstOwnerId(portalId) + index),
  );
  const leftAt = new Date(asOf.getTime() - 90 * dayMs).toISOString();
  const isAdmin = (index: number) => index < superAdmins || index >= owners;
  portal.liveThrough(
    [
      ...ids.flatMap((id, index) => person(id, index, at, isAdmin(index))),
      ...Object.values(forms).map((formName) => form(formIdOf(portalId, formName), formName, at)),
      routing(at),
      ...ids.slice(owners).map((id): DatedWrite => ({ what: "owner-deactivated", id, at: leftAt })),
    ],
    crmUi,
  );
  const years = [-1, 0, 1].map((step) => asOf.getUTCFullYear() + step);
  const holidays = years.flatMap((year) => holidaysOf(customsOf[name].country, year));
  const castForm = (formName: string) => ({ id: formIdOf(portalId, formName), name: formName });
  return {
    hosted,
    hours: { ...profile.hours, holidays },
    cast: {
      ownerIds: ids.slice(0, owners),
      pipeline,
      forms: { hand: castForm(forms.hand), content: castForm(forms.content) },
      random: new Random(seed),
    },
    handForms: [forms.hand],
    otherForms: [forms.content],
  };
}

function person(id: string, index: number, at: string, superAdmin: boolean): DatedWrite[] {
  return [
    {
      what: "owner-created",
      id,
      email: `rep${index}@truth.example`,
      firstName: "Rep",
      lastName: `Number ${index}`,
      teams: ["Sales"],
      at,
    },
    { what: "document-saved", kind: "user-access", id: String(userIdOf(id)), content: { superAdmin }, at },
  ];
}

const form = (id: string, name: string, at: string): DatedWrite => ({
  what: "document-saved",
  kind: "form",
  id,
  content: {
    name,
    formType: "hubspot",
    configuration: { notifyContactOwner: true, notifyRecipients: [], recaptchaEnabled: true },
  },
  at,
});

const routing = (at: string): DatedWrite => ({
  what: "document-saved",
  kind: "workflow",
  id: "9001",
  content: {
    name: "Route inbound leads",
    isEnabled: true,
    actions: [
      {
        actionId: "1",
        actionTypeId: "0-11",
        type: "SINGLE_CONNECTION",
        fields: { target_property: "hubspot_owner_id" },
      },
    ],
  },
  at,
});
