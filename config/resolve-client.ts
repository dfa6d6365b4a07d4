import { defaultAcknowledgementPolicy, type AcknowledgementPolicy } from "../domain/alerting/acknowledgement-policy.ts";
import { channelIds, placeOn, type Places } from "../domain/alerting/channels.ts";
import { heardWith, topics, type Topic } from "../domain/alerting/topic.ts";
import { wordsIn } from "./client-words.ts";
import type { ClientConfig, PortalAuth, Receiver } from "./config.ts";
import { groupAt, textAt } from "./raw.ts";
import { resolveAlerting } from "./resolve-alerting.ts";
import { resolveHands } from "./resolve-hands.ts";
import { resolveMonitors, type CheckLevel, type CheckLevels } from "./resolve-monitors.ts";
import { resolveSecret } from "./resolve-secret.ts";
import { defaultObserveDays } from "./schema/observe-days.ts";
import type { CheckOverrides } from "./schema/check-settings.ts";
import type { ClientFile } from "./schema/client-file.ts";
import type { FleetFile } from "./schema/fleet-file.ts";
import type { YamlFile } from "./yaml-file.ts";

/** A level's settings, parsed, beside the file as written, which knows what was left out. */
export interface Level<Settings> {
  readonly settings: Settings;
  readonly file: YamlFile;
}

/** A client's own level, with the days off that its country has, and those of its teams that say some of their own. */
export interface ClientLevel extends Level<ClientFile> {
  readonly holidays?: readonly string[];
  readonly teamHolidays?: ReadonlyMap<string, readonly string[]>;
}

const defaultCadences = {
  fast: { everySeconds: 300 },
  hourly: { everySeconds: 3_600 },
  daily: { dailyAt: "06:00" },
} as const;

/** One client with everything that it takes over from the fleet. */
export function resolveClient(
  clientId: string,
  client: ClientLevel,
  fleet: Level<FleetFile>,
  directory: string,
): ClientConfig {
  const own = client.settings;
  const shared = fleet.settings;
  const escalation = own.escalation ?? shared.escalation ?? [];
  return {
    clientId,
    name: own.name,
    portalId: own.portalId,
    auth: resolveAuth(own, directory),
    timeZone: own.timeZone,
    businessHours: own.businessHours,
    holidays: client.holidays ?? [],
    ...resolveTeamHours(client),
    receivers: resolveReceivers({ ...shared.receivers, ...own.receivers }),
    routes: resolveRoutes(own.routes ?? {}, shared.routes ?? {}),
    alerting: resolveAlerting(
      { client: own, fleet: shared },
      levelsNearestFirst(levelsOf(fleet.file, client.file)),
      own.timeZone,
    ),
    escalation: escalation.map(({ after, notify }) => ({ afterSeconds: after, notify })),
    acknowledgements: resolveAcknowledgements(own.acknowledgements ?? {}, shared.acknowledgements ?? {}),
    report: own.report,
    cadences: {
      fast: own.cadences?.fast ?? shared.cadences?.fast ?? defaultCadences.fast,
      hourly: own.cadences?.hourly ?? shared.cadences?.hourly ?? defaultCadences.hourly,
      daily: own.cadences?.daily ?? shared.cadences?.daily ?? defaultCadences.daily,
    },
    hands: resolveHands(own.hands, shared.hands),
    monitors: resolveMonitors(levelsOf(fleet.file, client.file)),
    observeDays: resolveObserveDays(own.observeDays ?? shared.observeDays ?? defaultObserveDays),
  };
}

function resolveObserveDays(days: number | "never"): number | null {
  return days === "never" ? null : days;
}

/** What a team does not say of its hours is as the client has it. */
function resolveTeamHours({ settings, holidays = [], teamHolidays }: ClientLevel): Pick<ClientConfig, "teamHours"> {
  const { teamHours, timeZone, businessHours } = settings;
  if (teamHours === undefined) return {};
  return {
    teamHours: Object.entries(teamHours).map(([team, own]) => ({
      team,
      timeZone: own.timeZone ?? timeZone,
      businessHours: own.businessHours ?? businessHours,
      holidays: teamHolidays?.get(team) ?? holidays,
    })),
  };
}

/** The check of the whole config has seen to it that there is one. */
export function resolveAuth({ token, oauth }: Pick<ClientFile, "token" | "oauth">, directory: string): PortalAuth {
  if (oauth === undefined) return { token: resolveSecret(token!, directory) };
  return {
    oauth: {
      clientId: oauth.clientId,
      clientSecret: resolveSecret(oauth.clientSecret, directory),
      refreshToken: resolveSecret(oauth.refreshToken, directory),
    },
  };
}

function overridesOf(file: YamlFile): CheckOverrides {
  return groupAt(file.value, ["checks"]) as CheckOverrides;
}

function levelsNearestFirst({ fleet, plan, client }: CheckLevels): readonly CheckOverrides[] {
  return [client, plan, fleet].flatMap((level) => (level === undefined ? [] : [level.checks]));
}

/** What fleet, plan and client say of checks. */
export function levelsOf(fleet: YamlFile, client: YamlFile): CheckLevels {
  const plan = textAt(client.value, ["plan"]);
  const level = (file: YamlFile): CheckLevel => ({ checks: overridesOf(file), words: wordsIn(file) });
  return {
    fleet: level(fleet),
    ...(plan === null
      ? {}
      : { plan: { checks: groupAt(fleet.value, ["plans", plan, "checks"]) as CheckOverrides, words: {} } }),
    client: level(client),
  };
}

export function resolveReceivers(receivers: NonNullable<ClientFile["receivers"]>): readonly Receiver[] {
  return Object.entries(receivers).map(([id, { name, slackUser, hubspotOwner, ...places }]) => ({
    id,
    name,
    ...(slackUser === undefined ? {} : { slackUser }),
    ...(hubspotOwner === undefined ? {} : { hubspotOwner }),
    ...Object.fromEntries(channelIds.map((channel) => [channel, placeOn(places as Places, channel)])),
  }));
}

type AcknowledgementLines = NonNullable<ClientFile["acknowledgements"]>;

function resolveAcknowledgements(client: AcknowledgementLines, fleet: AcknowledgementLines): AcknowledgementPolicy {
  const { critical, high, other } = defaultAcknowledgementPolicy;
  return {
    critical: client.critical ?? fleet.critical ?? critical,
    high: client.high ?? fleet.high ?? high,
    other: client.other ?? fleet.other ?? other,
  };
}

type RouteLines = NonNullable<ClientFile["routes"]>;

/** A line for the topic itself comes before any default, and the client's before the fleet's. */
function resolveRoutes(client: RouteLines, fleet: RouteLines): Readonly<Record<Topic, string>> {
  const lineOf = (topic: Topic | undefined) => (topic === undefined ? undefined : (client[topic] ?? fleet[topic]));
  const receiverOf = (topic: Topic) =>
    lineOf(topic) ?? client.default ?? fleet.default ?? lineOf(heardWith[topic]) ?? "";
  return Object.fromEntries(topics.map((topic) => [topic, receiverOf(topic)])) as Record<Topic, string>;
}
