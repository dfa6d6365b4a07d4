import type { z } from "zod";
import { checks } from "../../checks/index.ts";
import type { ClientConfig } from "../../config/config.ts";
import { defaultHandRules } from "../../domain/leads/hand-rules.ts";
import { testClient } from "../../test/activities/test-world.ts";
import { calendarOf } from "../../test/simulators/scenario/life-of-a-year.ts";
import type { ClientSays } from "./label-file.ts";
import type { Planted } from "./plant/plant-case.ts";
import type { Scene } from "./plant/scene.ts";
import type { Stage } from "./portals.ts";

/** The client of a portal as its file would have it: its hours, its forms, every check, and what its cases say. */
export function clientOf(clientId: string, stage: Stage, scene: Scene, planted: readonly Planted[]): ClientConfig {
  const hands = [...stage.handForms, ...scene.handForms].map((name) => [name.toLowerCase(), true] as const);
  const others = stage.otherForms.map((name) => [name.toLowerCase(), false] as const);
  const words = wordsOf(scene, planted);
  return testClient(clientId, String(scene.portalId), {
    ...calendarOf(stage),
    hands: { ...defaultHandRules, forms: Object.fromEntries([...hands, ...others]), watchesUnclassified: false },
    monitors: checks.map((check) => ({
      checkId: check.id,
      cadence: check.cadence,
      severity: check.severity,
      params: check.params.parse(knownTo(check.params, words)) as Record<string, unknown>,
      origins: {},
    })),
  });
}

/** What cases say of their client, in the words of settings. */
function wordsOf({ clock }: Scene, planted: readonly Planted[]): Readonly<Record<string, unknown>> {
  const said = planted.flatMap(({ case: { client }, say }) => (client === undefined ? [] : [{ client, say }]));
  const all = <Value>(of: (says: ClientSays, say: Planted["say"]) => readonly Value[]) =>
    said.flatMap(({ client, say }) => of(client, say));
  const mapped = (property: string) => all(({ mapped: map = {} }) => Object.keys(map[property] ?? {}));
  return {
    catchAllOwners: all(({ catchAllOwners = [] }, say) => catchAllOwners.map(say)),
    superAdmins: all(({ superAdmins = [] }) => superAdmins),
    requiredFields: Object.fromEntries(
      all(({ requiredFields = [] }, say) =>
        requiredFields.map(({ stage, properties }) => [say(stage), properties.map(fieldOf)] as const),
      ),
    ),
    changeWindows: all(({ changeWindow }) =>
      changeWindow === undefined
        ? []
        : [
            {
              from: minuteOf(clock.at(changeWindow.from)),
              until: minuteOf(clock.at(changeWindow.until)),
              timeZone: "UTC",
            },
          ],
    ),
    otherStages: mapped("lifecyclestage"),
    openLeadStatuses: mapped("hs_lead_status"),
  };
}

/** "2026-12-05 22:00". */
const minuteOf = (at: number): string => new Date(at).toISOString().slice(0, 16).replace("T", " ");

/** Fields of the product by HubSpot's names. */
const fieldOf = (property: string): string => (property === "hs_next_step" ? "nextStep" : property);

/** Those of the words that a check has a setting for, where somebody said anything. A list is added to its default. */
function knownTo(params: z.ZodType, words: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const usual = params.parse({}) as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.entries(words)
      .filter(([name, value]) => name in usual && Object.keys(value as object).length > 0)
      .map(([name, value]) => [name, Array.isArray(value) ? [...(usual[name] as unknown[]), ...value] : value]),
  );
}
