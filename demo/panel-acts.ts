import type { HubSpotApi, PortalAdmin } from "../simulators/client.ts";

/** One way to break the simulated HubSpot, and to mend it again. Each is what a person would do there. */
export interface PanelAct {
  readonly id: string;
  readonly title: string;
  /** What is about to happen, in a sentence. */
  readonly breaks: string;
  readonly mends: string;
  /** The check that will see it. */
  readonly checkId: string;
  /** Which subject of that check it will be. */
  subjectOf(undo: readonly string[]): string;
  /** Breaks it and says what was done; `undo` is kept for mending. */
  break(portal: Portal): Promise<{ readonly said: string; readonly undo: readonly string[] }>;
  mend(portal: Portal, undo: readonly string[]): Promise<string>;
}

export interface Portal {
  readonly admin: PortalAdmin;
  readonly api: HubSpotApi;
}

const minuteMs = 60_000;
/** Just past the promised hour. */
const waitedMs = 64 * minuteMs;

const firstNames = ["Mira", "Tomas", "Aiko", "Luis", "Nadia", "Owen", "Freya", "Kofi"];
const lastNames = ["Lindqvist", "Moreau", "Tanaka", "Alvarez", "Petrov", "Walsh", "Nielsen", "Mensah"];
const pick = (names: readonly string[]) => names[Math.floor(Math.random() * names.length)]!;

async function workingOwner({ admin }: Portal): Promise<{ id: string; name: string }> {
  const owner = (await admin.owners()).find(({ isDeactivated }) => !isDeactivated);
  if (owner === undefined) throw new Error("Every owner of this portal is deactivated. Reactivate one first.");
  return { id: owner.id, name: `${owner.firstName} ${owner.lastName}` };
}

const leadWaits: PanelAct = {
  id: "lead-waits",
  title: "Let a lead wait",
  breaks: "Someone sends the demo form; an hour passes without an answer.",
  mends: "Their owner calls them and logs the call.",
  checkId: "lead-unanswered",
  subjectOf: ([contactId]) => contactId!,
  async break(portal) {
    const owner = await workingOwner(portal);
    const [firstName, lastName] = [pick(firstNames), pick(lastNames)];
    const { contactId } = await portal.admin.submitForm({
      firstName,
      lastName,
      email: `${firstName}.${lastName}.${Date.now()}@example.com`.toLowerCase(),
      formName: "Request a demo",
      pageTitle: "Demo",
      pageUrl: "https://nightowl.example/demo?utm_source=google&utm_medium=cpc",
      ownerId: owner.id,
      at: new Date(Date.now() - waitedMs).toISOString(),
    });
    return {
      said: `${firstName} ${lastName} asked for a demo 64 minutes ago. The lead is ${owner.name}'s.`,
      undo: [contactId, owner.id],
    };
  },
  async mend(portal, [contactId, ownerId]) {
    await portal.admin.logEngagement({ type: "calls", contactIds: [contactId!], ownerId: ownerId! });
    return "The owner called and logged it.";
  },
};

const ownerLeaves: PanelAct = {
  id: "owner-leaves",
  title: "Deactivate an owner",
  breaks: "An admin deactivates a user who still owns open deals and leads.",
  mends: "The admin brings the user back.",
  checkId: "owner-deactivated",
  subjectOf: ([ownerId]) => ownerId!,
  async break({ admin, api }) {
    const deals = await api.list("deals", ["hubspot_owner_id", "hs_is_closed"]);
    const open = deals.filter(({ properties }) => properties["hs_is_closed"] !== "true");
    const active = (await admin.owners()).filter(({ isDeactivated }) => !isDeactivated);
    const dealsOf = (id: string) => open.filter(({ properties }) => properties["hubspot_owner_id"] === id).length;
    const busiest = active.toSorted((a, b) => dealsOf(b.id) - dealsOf(a.id))[0];
    if (busiest === undefined)
      throw new Error("Every owner of this portal is deactivated already. Reactivate one first.");
    await admin.deactivateOwner(busiest.id);
    return {
      said: `${busiest.firstName} ${busiest.lastName} was deactivated and still owns ${dealsOf(busiest.id)} open deals.`,
      undo: [busiest.id],
    };
  },
  async mend({ admin }, [ownerId]) {
    await admin.reactivateOwner(ownerId!);
    return "The user is active again.";
  },
};

const campaignUntracked: PanelAct = {
  id: "campaign-untracked",
  title: "Launch a campaign untracked",
  breaks: "Marketing starts a campaign today and forgets the UTM value.",
  mends: "Marketing sets it.",
  checkId: "campaign-untracked",
  subjectOf: ([id]) => id!,
  async break(portal) {
    const owner = await workingOwner(portal);
    const name = `Winter launch ${new Date().toISOString().slice(11, 19)}`;
    const { id } = await portal.api.createCampaign({
      hs_name: name,
      hs_start_date: new Date().toISOString().slice(0, 10),
      hs_owner: owner.id,
    });
    return { said: `“${name}” started today without a UTM value.`, undo: [id] };
  },
  async mend({ api }, [id]) {
    await api.updateCampaign(id!, { hs_utm: "winter-launch" });
    return "The campaign has its UTM value.";
  },
};

const spelling = "Linked-In";
const spelledContacts = 6;

const sourceMisspelt: PanelAct = {
  id: "source-misspelt",
  title: "Misspell a source",
  breaks: `Ads go out with utm_source=${spelling}, and ${spelledContacts} people come through them. They are answered; only the count is split.`,
  mends: "The ads are corrected and the test contacts removed.",
  checkId: "utm-value-fragmented",
  subjectOf: () => "utm-source:linkedin",
  async break(portal) {
    const owner = await workingOwner(portal);
    const ids: string[] = [];
    for (let index = 0; index < spelledContacts * 2; index += 1) {
      const source = index < spelledContacts ? spelling : "linkedin";
      const { contactId } = await portal.admin.submitForm({
        firstName: pick(firstNames),
        lastName: pick(lastNames),
        email: `visitor.${Date.now()}.${index}@example.com`,
        formName: "Pricing",
        pageTitle: "Pricing",
        pageUrl: `https://nightowl.example/pricing?utm_source=${source}&utm_medium=paid_social`,
        ownerId: owner.id,
      });
      await portal.admin.logEngagement({ type: "emails", contactIds: [contactId], ownerId: owner.id });
      ids.push(contactId);
    }
    return { said: `${spelledContacts} contacts came as “${spelling}” beside “linkedin”.`, undo: ids };
  },
  async mend({ api }, ids) {
    for (const id of ids) await api.archive("contacts", id);
    return "The contacts are gone; the channel has one spelling.";
  },
};

const tokenName = "revwatch";

const tokenRevoked: PanelAct = {
  id: "token-revoked",
  title: "Revoke the token",
  breaks: "Someone tidies up in HubSpot and revokes our token.",
  mends: "They give it back.",
  checkId: "portal-unreadable",
  subjectOf: () => "portal",
  async break({ admin }) {
    await admin.revokeToken(tokenName);
    return { said: "HubSpot now refuses everything we ask.", undo: [tokenName] };
  },
  async mend({ admin }, [name]) {
    await admin.restoreToken(name!);
    return "The token opens the portal again.";
  },
};

export const panelActs: readonly PanelAct[] = [leadWaits, ownerLeaves, campaignUntracked, sourceMisspelt, tokenRevoked];
