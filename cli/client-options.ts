import { given, textOf, type CliOption, type OptionValues } from "./command.ts";

/** What can be said of a new client; what is left out is a placeholder in its file. */
export const clientOptions: readonly CliOption[] = [
  { flags: "--name <name>", meaning: "the client's name" },
  { flags: "--portal-id <digits>", meaning: "HubSpot's id of the client's portal" },
  { flags: "--time-zone <zone>", meaning: "such as Europe/Berlin" },
  { flags: "--opens <time>", meaning: "when the client's team begins to answer; 08:30 when left out" },
  { flags: "--closes <time>", meaning: "when it stops; 18:00 when left out" },
  {
    flags: "--token-env <name>",
    meaning: "the environment variable of the portal's token; made from the id when left out",
  },
  { flags: "--token-file <path>", meaning: "a file that holds the token, instead of a variable" },
  { flags: "--lead-name <name>", meaning: "who hears first of leads that wait" },
  { flags: "--lead-slack <channel>", meaning: 'their channel ("#sales") or the id of a channel or person' },
  { flags: "--lead-email <address>", meaning: "their e-mail address" },
  { flags: "--founder-name <name>", meaning: "who reads the weekly report" },
  { flags: "--founder-email <address>", meaning: "their e-mail address" },
];

export function clientFieldsOf(options: OptionValues) {
  const said = (name: string) => textOf(options, name);
  return {
    ...given({
      name: said("name"),
      portalId: said("portalId"),
      timeZone: said("timeZone"),
      opens: said("opens"),
      closes: said("closes"),
      tokenEnv: said("tokenEnv"),
      tokenFile: said("tokenFile"),
    }),
    lead: given({ name: said("leadName"), slack: said("leadSlack"), email: said("leadEmail") }),
    founder: given({ name: said("founderName"), email: said("founderEmail") }),
  };
}
