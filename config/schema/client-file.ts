import { z } from "zod";
import { BusinessHoursInput } from "./business-hours.ts";
import { Acknowledgements } from "./acknowledgements.ts";
import { clientWords } from "../client-words.ts";
import { Absences, MaintenanceWindows, RouteRules } from "./alerting.ts";
import { CheckSettings } from "./check-settings.ts";
import { ObserveDays } from "./observe-days.ts";
import { Cadences } from "./fleet-file.ts";
import { HolidaysInput } from "./holidays.ts";
import { HandSettings } from "./hands.ts";
import { portalAccess } from "./portal-access.ts";
import { plainText } from "./plain-text.ts";
import { Receivers } from "./receiver.ts";
import { Escalation, ReportSettings, Routes } from "./routing.ts";
import { TeamHoursInput } from "./team-hours.ts";
import { TimeZone } from "./time-zone.ts";

const portalMeaning = "HubSpot's id of the portal, digits only; it stands in the account menu and in every address";

const PortalId = z
  .union(
    [z.string().regex(/^[1-9]\d{0,15}$/, `Write ${portalMeaning}.`), z.int().positive(`Write ${portalMeaning}.`)],
    {
      error: ({ input }) =>
        input === undefined ? `This setting is missing. Write ${portalMeaning}.` : `Write ${portalMeaning}.`,
    },
  )
  .transform(String)
  .describe(portalMeaning);

/** `clients/{clientId}.yaml`: one client. */
export const ClientFile = z.strictObject({
  name: plainText(100).describe("The client's name, as messages and reports say it"),
  portalId: PortalId,
  plan: z.string().min(1).optional().describe("One of the plans of revwatch.yaml; none when left out"),
  ...portalAccess,
  timeZone: TimeZone,
  businessHours: BusinessHoursInput,
  holidays: HolidaysInput.default([]),
  teamHours: TeamHoursInput.optional(),
  receivers: Receivers.optional(),
  routes: Routes.optional(),
  routeRules: RouteRules.optional(),
  escalation: Escalation.optional(),
  acknowledgements: Acknowledgements.optional(),
  maintenance: MaintenanceWindows.optional(),
  absences: Absences.optional(),
  report: ReportSettings.default({ day: "monday", at: "07:30", recipients: [] }),
  cadences: Cadences.optional(),
  hands: HandSettings.optional(),
  observeDays: ObserveDays,
  ...clientWords,
  checks: CheckSettings.optional().describe("Settings of checks for this client, over those of revwatch.yaml"),
});
export type ClientFile = z.output<typeof ClientFile>;

/** The file's name is the client's id in addresses, workflow ids and commands. */
export const clientIdPattern = /^[a-z0-9]+(-[a-z0-9]+)*$/;
export const longestClientId = 40;
