import { textOf, type CliCommand, type OptionValues } from "../command.ts";
import { Refused } from "../../operations/operation.ts";
import { exitCodes } from "../exit-codes.ts";

export const simulateCommand: CliCommand = {
  name: "simulate",
  summary: "Runs a simulated HubSpot, Slack and mail server, to try Revwatch or a client of your own on",
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
    {
      flags: "--scenario <name>",
      meaning: "generated: of any size, without a past; year: lived day by day, with labelled trouble to be found",
      fallback: "generated",
    },
    { flags: "--days <number>", meaning: "with --scenario year: for how long it has lived", fallback: "365" },
    {
      flags: "--until <instant>",
      meaning: "with --scenario year: where its life ends, such as 2026-11-23T09:00:00Z; now when left out",
    },
    {
      flags: "--crowd <number>",
      meaning: "with --scenario year: old customers beside its contacts, up to millions",
      fallback: "0",
    },
    {
      flags: "--port <number>",
      meaning: "where HubSpot listens; Slack, SMTP and the mailbox have the next three; free ports when left out",
    },
    { flags: "--state <path>", meaning: "keep what is written in this folder; forgotten at the end when left out" },
  ],
  json: "{ schemaVersion: 1, hubspot, slack, smtp, mailbox, portals: [{ portalId, token, contacts, profile? }] }, once it listens",
  exits: [exitCodes.interrupted],

  async run(context, options) {
    requirePort(textOf(options, "port"));
    const { runSimulator } = await import("../simulate/run-simulator.ts");
    const code = await runSimulator(argumentsOf(options), textOf(options, "state") ?? null, (ready) => {
      if (context.isJson) context.print(JSON.stringify({ schemaVersion: 1, ...ready }, null, 2));
      else context.print(sayReady(ready));
    });
    return code;
  },
};

function requirePort(port: string | undefined): void {
  if (port === undefined || (/^\d{1,5}$/.test(port) && Number(port) <= 65_535)) return;
  throw new Refused("A port is a whole number up to 65535. Leave --port out for a free one.");
}

function argumentsOf(options: OptionValues): readonly string[] {
  const given = (name: string, option = name) => {
    const value = textOf(options, name);
    return value === undefined ? [] : [`--${option}=${value}`];
  };
  const life = ["scenario", "days", "until", "crowd"].flatMap((name) => given(name));
  return [...given("portals"), ...given("contacts"), ...given("seed"), ...life, ...portsFrom(textOf(options, "port"))];
}

/** What is no number is refused by the simulators themselves. */
function portsFrom(first: string | undefined): readonly string[] {
  if (first === undefined) return [];
  const port = (offset: number) => (/^\d+$/.test(first) ? Number(first) + offset : first);
  return ["hubspot", "slack", "smtp", "mailbox"].map((name, offset) => `--${name}-port=${port(offset)}`);
}

interface SimulatedPortal {
  readonly portalId: number;
  readonly token: string;
  readonly contacts: number;
  /** Of a lived portal: whose life it is. */
  readonly profile?: string;
}

/** What the simulators say when they listen. */
export interface SimulatorReady {
  readonly hubspot: string;
  readonly slack: string;
  readonly smtp: { readonly host: string; readonly port: number };
  readonly mailbox: string;
  readonly portals?: readonly SimulatedPortal[];
}

function sayReady({ hubspot, slack, smtp, mailbox, portals = [] }: SimulatorReady): string {
  const [first] = portals;
  return [
    `HubSpot, simulated, at ${hubspot}`,
    ...portals.map(({ portalId, token, contacts }) => `  portal ${portalId}  ${contacts} contacts  token ${token}`),
    `Slack, simulated, at ${slack}: any token that begins with xoxb-; what arrived: ${slack}/_simulator/messages`,
    `Mail server, simulated, at ${smtp.host}:${smtp.port}, without TLS or password; what arrived: ${mailbox}/messages`,
    "",
    ...(first === undefined
      ? []
      : [
          "Ask it:",
          `  curl -H 'Authorization: Bearer ${first.token}' '${hubspot}/crm/objects/2026-09/contacts?limit=3'`,
        ]),
    ...(first?.profile === undefined
      ? []
      : ["What is amiss in it, since when:", `  curl '${hubspot}/_simulator/portals/${first.portalId}/labels'`]),
    `What was asked, the clock, faults and tokens: ${hubspot}/_simulator/portals (see simulators/README.md)`,
    "Ctrl-C ends it.",
  ].join("\n");
}
