import { textOf, type CliCommand, type OptionValues } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";

export const simulateCommand: CliCommand = {
  name: "simulate",
  summary: "Runs the simulated HubSpot alone, to point a client of your own at it",
  details:
    "It speaks HubSpot's API on this machine: versions, scopes, limits, search, batches, histories. Portals made here are the same for the same seed. Through its admin routes you set the clock, plant faults, grant tokens and read the log of requests. It runs until Ctrl-C. It needs no config.",
  options: [
    { flags: "--portals <number>", meaning: "how many portals to open", fallback: "1" },
    {
      flags: "--contacts <number>",
      meaning: "contacts of each, up to millions; companies, deals and calls follow",
      fallback: "1000",
    },
    { flags: "--seed <number>", meaning: "another seed, other records", fallback: "1" },
    { flags: "--port <number>", meaning: "where it listens; a free port when left out" },
    { flags: "--state <path>", meaning: "keep what is written in this folder; forgotten at the end when left out" },
  ],
  json: "{ schemaVersion: 1, hubspot, slack, smtp, mailbox, portals: [{ portalId, token, contacts }] }, once it listens",
  exits: [exitCodes.interrupted],

  async run(context, options) {
    const { runSimulator } = await import("../simulate/run-simulator.ts");
    const code = await runSimulator(argumentsOf(options), textOf(options, "state") ?? null, (ready) => {
      if (context.isJson) context.print(JSON.stringify({ schemaVersion: 1, ...ready }, null, 2));
      else context.print(sayReady(ready));
    });
    return code;
  },
};

function argumentsOf(options: OptionValues): readonly string[] {
  const given = (name: string, option = name) => {
    const value = textOf(options, name);
    return value === undefined ? [] : [`--${option}=${value}`];
  };
  return [...given("portals"), ...given("contacts"), ...given("seed"), ...given("port", "hubspot-port")];
}

/** What the simulators say when they listen. */
export interface SimulatorReady {
  readonly hubspot: string;
  readonly slack: string;
  readonly smtp: string;
  readonly mailbox: string;
  readonly portals?: readonly { readonly portalId: number; readonly token: string; readonly contacts: number }[];
}

function sayReady({ hubspot, portals = [] }: SimulatorReady): string {
  const [first] = portals;
  return [
    `HubSpot, simulated, at ${hubspot}`,
    ...portals.map(({ portalId, token, contacts }) => `  portal ${portalId}  ${contacts} contacts  token ${token}`),
    "",
    ...(first === undefined
      ? []
      : ["Ask it:", `  curl -H 'Authorization: Bearer ${first.token}' '${hubspot}/crm/objects/2026-09/contacts?limit=3'`]),
    `What was asked, the clock, faults and tokens: ${hubspot}/_simulator/portals (see simulators/README.md)`,
    "Ctrl-C ends it.",
  ].join("\n");
}
