import { checkById } from "../../checks/index.ts";
import { itemsIfReadBy, scansOf } from "../../checks/needs.ts";
import { scopesFor, type ScanScopes } from "../../connectors/hubspot/scopes.ts";
import type { ClientConfig } from "../../config/config.ts";
import type { Capability, Need } from "../../connectors/hubspot/probe-capabilities.ts";
import { fail, ok, unknown, warn, type DoctorLine } from "./doctor-line.ts";
import { examineClock } from "./examine-clock.ts";
import { examineTeams } from "./examine-teams.ts";
import type { PortalProbe } from "./probes.ts";

/** Whether a token opens the right portal, and may read what the client's checks need. */
export function examinePortal(client: ClientConfig, probe: PortalProbe, now: Date): readonly DoctorLine[] {
  const what = `HubSpot ${client.clientId}`;
  if (probe.portalId !== client.portalId) {
    const why = `The token opens portal ${probe.portalId}, and this client's portal is ${client.portalId}.`;
    return [
      fail(
        what,
        why,
        `Use a token of the client's own portal, or correct portalId in clients/${client.clientId}.yaml.`,
      ),
    ];
  }
  return [
    ok(what, `${"token" in client.auth ? "The token" : "The app"} opens portal ${client.portalId}.`),
    ...examineScopes(client, probe),
    ...examineEndpoints(client, probe.capabilities),
    ...examineTeams(client, probe),
    ...(probe.answeredAt === null ? [] : examineClock("HubSpot", probe.answeredAt, now)),
  ];
}

/**
 * What of a portal the client's checks rest on. Owners are the people that messages name, whatever the checks judge.
 */
export function neededReads({ monitors }: Pick<ClientConfig, "monitors">): readonly Need[] {
  return [...new Set<Need>([...monitors.flatMap(({ checkId }) => checkById(checkId) ?? []).flatMap(scansOf), "owner"])];
}

/** The scopes behind every check that is switched on. */
export function neededScopes({ monitors }: Pick<ClientConfig, "monitors">): ScanScopes {
  const checks = monitors.flatMap(({ checkId }) => checkById(checkId) ?? []);
  return scopesFor(checks.flatMap(scansOf), checks.flatMap(itemsIfReadBy));
}

function examineScopes(client: ClientConfig, { scopes: granted, capabilities }: PortalProbe): readonly DoctorLine[] {
  const what = `Scopes ${client.clientId}`;
  const { needed, better } = neededScopes(client);
  if (granted === null) {
    const asked = `HubSpot does not tell which scopes are granted. Needed: ${needed.join(", ")}.`;
    // The next lines say what was refused; only where nothing was is this the whole truth.
    if (capabilities.every(({ state }) => state === "ok"))
      return [ok(what, `${asked} Each endpoint behind them answers.`)];
    return [warn(what, asked, "The lines below say which endpoints are refused, and what each one needs.")];
  }
  const missing = needed.filter((scope) => !granted.includes(scope));
  const excess = granted.filter((scope) => ![...needed, ...better, "oauth"].includes(scope));
  const lacking = better.filter((scope) => !granted.includes(scope));
  const present = needed.filter((scope) => granted.includes(scope)).join(", ") || "none";
  return [
    missing.length === 0
      ? ok(what, `All ${needed.length} that its checks need are granted: ${present}.`)
      : fail(
          what,
          `Missing: ${missing.join(", ")}. ${sayConcerned(client, missing)} Of those that are needed, granted: ${present}.`,
          scopeRemedy(client),
        ),
    ...(lacking.length === 0
      ? []
      : [
          warn(
            what,
            `Better with: ${lacking.join(", ")}. Without it requests are not proven against form submissions: a form is known by its name alone, and what a contact's own history does not show is missed.`,
            scopeRemedy(client),
          ),
        ]),
    ...(excess.length === 0
      ? []
      : [
          warn(
            what,
            `Granted and not needed: ${excess.join(", ")}.`,
            "Take them from the app: what a token cannot do, no one can do with it.",
          ),
        ]),
  ];
}

/** The way to one more scope depends on what opens the portal. */
export function scopeRemedy({ auth }: Pick<ClientConfig, "auth">): string {
  return "token" in auth
    ? "Add them to the private app or service key in HubSpot and put its new token in the old one's place, or switch these checks off."
    : "Add them to the OAuth app in HubSpot and install it in this portal once more, or switch these checks off.";
}

function sayConcerned({ monitors }: ClientConfig, missing: readonly string[]): string {
  const concerned = monitors.filter((monitor) =>
    neededScopes({ monitors: [monitor] }).needed.some((scope) => missing.includes(scope)),
  );
  return `Not assessed without them: ${concerned.map(({ checkId }) => checkId).join(", ")}.`;
}

function examineEndpoints(client: ClientConfig, capabilities: readonly Capability[]): readonly DoctorLine[] {
  const what = `Endpoints ${client.clientId}`;
  const refused = capabilities.filter(({ state }) => state !== "ok");
  if (refused.length === 0) return [ok(what, `All ${capabilities.length} that its checks read answer.`)];
  return refused.map((capability) => sayRefused(`${what}: ${capability.endpoint}`, capability, client));
}

function sayRefused(what: string, { state, detail }: Capability, client: ClientConfig): DoctorLine {
  const said = detail ?? "HubSpot does not say why.";
  switch (state) {
    case "missing-scope":
      return fail(what, `Refused: it needs ${said}.`, scopeRemedy(client));
    case "tier":
      return fail(
        what,
        said,
        "The portal's subscription or the app does not include it. Switch the checks that read it off, or ask the client.",
      );
    case "absent":
      return fail(
        what,
        said,
        "HubSpot does not offer this to the portal. Switch the checks that read it off for this client.",
      );
    default:
      return unknown(what, `It could not be asked: ${said}`, "Run doctor again when HubSpot answers.");
  }
}
