import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readSecret } from "../../config/read-secret.ts";
import { holdConfig, type ConfigHolder } from "../../workers/config-holder.ts";
import { openChannels } from "../../workers/open-channels.ts";
import { clientYaml, fleetYaml, writeConfig } from "../config/write-config.ts";
import { until } from "../support/until.ts";

let directory: string;
let env: NodeJS.ProcessEnv;
let holder: ConfigHolder;
const logged: string[] = [];
const logger = pino({}, { write: (line: string) => void logged.push(line) });

beforeEach(async () => {
  directory = writeConfig({ "revwatch.yaml": fleetYaml, "clients/northwind.yaml": clientYaml });
  env = { SLACK_TOKEN: "from-the-shell" };
  logged.length = 0;
  holder = await holdConfig(directory, env, logger);
});
afterEach(() => holder.stop());

const save = (name: string, text: string) => writeFile(join(directory, name), text);
const clientIds = () => holder.current().clients.map(({ clientId }) => clientId);

describe("the config of a running process", () => {
  test("follows its files by itself, within seconds", async () => {
    await save("clients/contoso.yaml", clientYaml.replace("4711", "4712"));
    await until("a new client", () => clientIds().length === 2);
    await rm(join(directory, "clients/contoso.yaml"));
    await until("the client to go", () => clientIds().length === 1);
    expect(clientIds()).toEqual(["northwind"]);
  });

  test("is as the files are at once, when somebody asks for that", async () => {
    await save("clients/northwind.yaml", clientYaml.replace("name: Northwind", "name: Northwind Ltd"));
    await holder.refresh();
    expect(holder.current().clients[0]).toMatchObject({ name: "Northwind Ltd" });
  });

  test("stays the last good one while a file has faults, says so, and says when that is over", async () => {
    await save("clients/northwind.yaml", clientYaml.replace("Europe/Berlin", "Mars/Base"));
    await holder.refresh();
    expect(clientIds()).toEqual(["northwind"]);
    expect(holder.trouble()?.message).toContain("clients/northwind.yaml");
    expect(logged.join()).toContain("the one before stays in use");

    await save("clients/northwind.yaml", clientYaml);
    await holder.refresh();
    expect(holder.trouble()).toBeNull();
  });

  test("keeps its clients when their folder is gone", async () => {
    await rm(join(directory, "clients"), { recursive: true });
    await holder.refresh();
    expect(clientIds()).toEqual(["northwind"]);
    expect(holder.trouble()?.message).toContain("Put it back");
  });

  test("reads .env again, and the environment's own variables come first", async () => {
    await save(".env", "NORTHWIND_TOKEN=one\nSLACK_TOKEN=from-the-file\n");
    await holder.refresh();
    expect(readSecret({ env: "NORTHWIND_TOKEN" }, env)).toBe("one");
    expect(readSecret({ env: "SLACK_TOKEN" }, env)).toBe("from-the-shell");

    await save(".env", "NORTHWIND_TOKEN=another\n");
    await holder.refresh();
    expect(readSecret({ env: "NORTHWIND_TOKEN" }, env)).toBe("another");

    await rm(join(directory, ".env"));
    await holder.refresh();
    expect(env).toEqual({ SLACK_TOKEN: "from-the-shell" });
  });

  test("gives channels as they are set up now, and the same one as long as nothing has changed", async () => {
    const { slack } = openChannels(holder.current, env);
    const first = slack();
    expect(first).not.toBeNull();
    expect(slack()).toBe(first);

    await save("revwatch.yaml", fleetYaml.replace("slack:\n", "slack:\n  address: https://slack.example\n"));
    await holder.refresh();
    expect(slack()).not.toBe(first);
  });

  test("says which changed settings wait for the next start", async () => {
    await save("revwatch.yaml", `${fleetYaml}dashboard: { port: 4999 }\n`);
    await holder.refresh();
    expect(logged.join()).toContain('"settings":["dashboard.port"]');
  });
});
