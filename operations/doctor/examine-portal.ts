import { checkById } from "../../checks/index.ts";
import type { ClientConfig } from "../../config/config.ts";
import { fail, ok, warn, type DoctorLine } from "./doctor-line.ts";
import type { PortalProbe } from "./probes.ts";

/** Whether a token opens the right portal, and may read what the client's checks need. */
export function examinePortal(client: ClientConfig, probe: PortalProbe, now: Date): readonly DoctorLine[] {
  const what = `HubSpot ${client.clientId}`;
  if (probe.portalId !== client.portalId) {
    const why = `The token opens portal ${probe.portalId}, and this client's portal is ${client.portalId}.`;
    return [fail(what, why, `Use a token of the client's own portal, or correct portalId in clients/${client.clientId}.yaml.`)];
  }
  return [
    ok(what, `The token opens portal ${client.portalId}.`),
    ...examineScopes(client, probe.scopes),
    ...examineClock(probe.answeredAt, now),
  ];
}

function examineScopes(client: ClientConfig, granted: readonly string[] | null): readonly DoctorLine[] {
  const what = `Scopes ${client.clientId}`;
  const needed = neededScopes(client);
  if (granted === null) {
    return [
      ok(
        what,
        `Needed: ${needed.join(", ")}. HubSpot does not say which are granted; a missing one shows in \`revwatch findings\` as a check that is not assessed.`,
      ),
    ];
  }
  const missing = needed.filter((scope) => !granted.includes(scope));
  const excess = granted.filter((scope) => !needed.includes(scope) && scope !== "oauth");
  return [
    missing.length === 0
      ? ok(what, `All ${needed.length} that its checks need are granted.`)
      : fail(
          what,
          `Missing: ${missing.join(", ")}. ${sayConcerned(client, missing)}`,
          "Add them to the private app in HubSpot and use its new token, or switch these checks off.",
        ),
    ...(excess.length === 0
      ? []
      : [
          warn(
            what,
            `Granted and not needed: ${excess.join(", ")}.`,
            "Take them from the app: what a token cannot do, nobody can do with it.",
          ),
        ]),
  ];
}

/** The scopes of every check that is switched on, sorted. */
export function neededScopes({ monitors }: ClientConfig): readonly string[] {
  return [...new Set(monitors.flatMap(({ checkId }) => checkById(checkId)?.scopes ?? []))].sort();
}

function sayConcerned({ monitors }: ClientConfig, missing: readonly string[]): string {
  const concerned = monitors.filter(({ checkId }) => checkById(checkId)?.scopes.some((scope) => missing.includes(scope)));
  return `Not assessed without them: ${concerned.map(({ checkId }) => checkId).join(", ")}.`;
}

const allowedSkewMs = 60_000;

function examineClock(answeredAt: Date | null, now: Date): readonly DoctorLine[] {
  if (answeredAt === null) return [];
  const skewMs = Math.abs(now.getTime() - answeredAt.getTime());
  if (skewMs <= allowedSkewMs) return [];
  return [
    warn(
      "Clock",
      `This machine's clock and HubSpot's differ by ${Math.round(skewMs / 1_000)} s, so waiting times are wrong by as much.`,
      "Let the machine set its clock by NTP.",
    ),
  ];
}
