import { clientFieldsOf, clientOptions } from "../client-options.ts";
import { given, textOf, type CliCommand } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";

export const initCommand: CliCommand = {
  name: "init",
  summary: "Writes a commented config to begin with",
  details:
    "Writes revwatch.yaml, .env and .env.example, JSON Schemas for editors, and the lines that .gitignore needs; with --client also a first client. What is not said is left as a placeholder, which does not validate until it is filled in. It overwrites nothing: when a file is in the way, nothing is written. Further clients: `revwatch client add`.",
  options: [
    { flags: "--slack-channel <channel>", meaning: 'where your own team hears, such as "#revwatch"' },
    { flags: "--no-slack", meaning: "without Slack" },
    { flags: "--smtp-host <host>", meaning: "the mail server" },
    { flags: "--smtp-user <user>", meaning: "the account that e-mails go out with" },
    { flags: "--mail-from <sender>", meaning: "the sender; the account when left out" },
    { flags: "--mail-to <address>", meaning: "where your own team is reached" },
    { flags: "--no-email", meaning: "without e-mail" },
    { flags: "--client <id>", meaning: "write a first client too, with the options that follow" },
    ...clientOptions,
    { flags: "--schemas-only", meaning: "renew the JSON Schemas and nothing else, after an upgrade" },
  ],
  json: "{ schemaVersion: 1, directory, written: [path], client: { …as in client add } | null }",

  async run(context, options) {
    const { initProject } = await import("../../operations/init-project.ts");
    const { parseInput } = await import("../parse-input.ts");
    const said = (name: string) => textOf(options, name);
    const id = said("client");
    const email = given({ host: said("smtpHost"), user: said("smtpUser"), from: said("mailFrom"), to: said("mailTo") });
    const input = parseInput(initProject.input, {
      directory: context.directory,
      schemasOnly: options["schemasOnly"] === true,
      slack: options["slack"] === false ? false : given({ channel: said("slackChannel") }),
      email: options["email"] === false ? false : email,
      ...(id === undefined ? {} : { client: { id, ...clientFieldsOf(options) } }),
    });
    const result = await initProject.run({}, input);
    if (context.isJson) context.print(JSON.stringify(result, null, 2));
    else context.print((await import("../print/initialized.ts")).sayInitialized(result));
    return exitCodes.ok;
  },
};
