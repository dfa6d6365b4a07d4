import type { CliCommand } from "../command.ts";
import { textOf } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";

export const initCommand: CliCommand = {
  name: "init",
  summary: "Writes a commented config to begin with",
  details:
    "Writes revwatch.yaml, a client's file, .env.example, JSON Schemas for editors, and the lines that .gitignore needs. It overwrites nothing: when a file is in the way, nothing is written. Without --client it writes an example to copy.",
  options: [
    { flags: "--client <id>", meaning: "write a first client, with --name, --portal-id and --time-zone" },
    { flags: "--name <name>", meaning: "the client's name" },
    { flags: "--portal-id <digits>", meaning: "HubSpot's id of the client's portal" },
    { flags: "--time-zone <zone>", meaning: "such as Europe/Berlin", fallback: "UTC" },
    { flags: "--schemas-only", meaning: "renew the JSON Schemas and nothing else, after an upgrade" },
  ],
  json: "{ schemaVersion: 1, directory, written: [path] }",
  exits: [exitCodes.usage],

  async run(context, options) {
    const { initProject } = await import("../../operations/init-project.ts");
    const { parseInput } = await import("../parse-input.ts");
    const id = textOf(options, "client");
    const client = {
      id,
      name: textOf(options, "name") ?? id,
      portalId: textOf(options, "portalId"),
      timeZone: textOf(options, "timeZone"),
    };
    const input = parseInput(initProject.input, {
      directory: context.directory,
      schemasOnly: options["schemasOnly"] === true,
      ...(id === undefined ? {} : { client }),
    });
    const result = await initProject.run({}, input);
    if (context.isJson) context.print(JSON.stringify(result, null, 2));
    else
      context.print(
        [...result.written.map((name) => `wrote ${name}`), ...(input.schemasOnly ? [] : ["", nextSteps(id)])].join("\n"),
      );
    return exitCodes.ok;
  },
};

function nextSteps(clientId: string | undefined): string {
  const first = clientId === undefined ? "Copy clients/example.yaml.sample to clients/<name>.yaml, fill it in, and copy" : "Copy";
  return `Next: ${first} .env.example to .env and put the secrets there. Then: revwatch doctor`;
}
