import { inspect } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { asTemporalFailure } from "../../activities/translate-errors.ts";
import { makeSendNext } from "../../activities/deliver/send-next.ts";
import type { ActivityWorld } from "../../activities/world.ts";
import { commands } from "../../cli/commands.ts";
import { openEmail } from "../../connectors/email/channel.ts";
import { openAccessToken } from "../../connectors/hubspot/access-token.ts";
import { createGateway } from "../../connectors/hubspot/gateway.ts";
import { openPortal } from "../../connectors/hubspot/portal.ts";
import { openSlack } from "../../connectors/slack/channel.ts";
import { audit, copy, runActivity, runName, startTestWorld, type TestWorld } from "../activities/test-world.ts";
import { runRevwatch } from "../cli/run-revwatch.ts";
import { clientYaml, fleetYaml, writeConfig } from "../config/write-config.ts";
import { canaries, canariesIn, canariesInDatabase, canariesInFolder } from "../support/canaries.ts";
import { echoAnswers } from "../support/echo-answers.ts";
import { startHttpEcho, startSmtpEcho, type Echo } from "../support/start-echo.ts";
import { exactly, figure, forTheRecord, isFull, row } from "./row.ts";

const unpaced = { take: () => Promise.resolve(), learn: () => undefined, pause: () => undefined };

row("S4", () => {
  let lives: TestWorld;
  const echoes: Echo[] = [];
  beforeAll(async () => {
    lives = await startTestWorld();
  });
  afterAll(async () => {
    await lives.close();
    for (const echo of echoes) await echo.close();
  });

  test("services that say our secrets back: not in results, failures for Temporal, or any row", async () => {
    const said: string[] = [];
    const note = (value: unknown) => said.push(inspect(value, { depth: 12 }), JSON.stringify(value) ?? "");
    const attempt = async (call: () => Promise<unknown>) => {
      try {
        note(await call());
      } catch (error) {
        note(error);
        note(asTemporalFailure(error));
      }
    };
    for (const [index, answer] of echoAnswers.entries()) {
      const clientId = `echo-${index}`;
      const portal = await lives.addClient(clientId);
      await portal.admin.submitForm({
        email: "a@lead.example",
        formName: "Demo",
        pageUrl: "https://n.example/",
        ownerId: portal.ownerId,
      });
      await lives.moveTo(new Date(lives.now().getTime() + 90 * 60_000), portal);
      const [http, smtp] = [await startHttpEcho(answer), await startSmtpEcho()];
      echoes.push(http, smtp);
      const world = echoing(lives, http, smtp);
      await attempt(() => copy(world, runName(clientId, lives.now())));
      await attempt(() => oauthToken(http));
      await audit(lives, runName(clientId, lives.now()));
      await attempt(() => runActivity(makeSendNext(world), [{ clientId }]));
      await attempt(() => world.slack!()!.whoAmI());
      await attempt(() => world.email!()!.verify());
      await attempt(() => world.email!()!.send("jo@northwind.example", { subject: "s", html: "h", text: "t" }, "key"));
    }
    figure("answers that held a secret", echoAnswers.length, forTheRecord);
    figure("secrets in results and failures", new Set(said.flatMap((text) => canariesIn(text))).size, exactly(0));
    figure("secrets in rows of the database", (await canariesInDatabase(lives.world.db)).length, exactly(0));
  });

  test("every command, with a database that refuses and secrets in the environment: not on stdout, stderr or disk", async () => {
    const directory = writeConfig({
      "revwatch.yaml": fleetYaml.replace(
        "host: smtp.example.com",
        "host: 127.0.0.1\n  port: 1\n  user: u\n  password: { env: SMTP_PASSWORD }",
      ),
      "clients/northwind.yaml": clientYaml,
    });
    const url = (path: string) => `postgres://revwatch:${encodeURIComponent(canaries.databasePassword)}@${path}`;
    const env = {
      REVWATCH_DIRECTORY: directory,
      REVWATCH_TRACE: "1",
      NORTHWIND_TOKEN: canaries.hubspotToken,
      SLACK_TOKEN: canaries.slackToken,
      SLACK_SECRET: canaries.signingSecret,
      SMTP_PASSWORD: canaries.smtpPassword,
      TEMPORAL_ADDRESS: "127.0.0.1:1",
      TEMPORAL_API_KEY: canaries.metricsToken,
    };
    const urls = [url("127.0.0.1:1/revwatch"), url("127.0.0.1:no-port/revwatch"), url("/revwatch?host=/nowhere")];
    const names = commands.map(({ name }) => name).filter((name) => name !== "simulate" && name !== "init");
    const asked = isFull
      ? names.flatMap((name) => urls.map((address) => ({ name, address })))
      : ["status", "doctor", "worker"].map((name) => ({ name, address: urls[0]! }));
    const found: string[] = [];
    const run = async ({ name, address }: (typeof asked)[number]) => {
      const args = [...(argsOf[name] ?? []), ...(name === "status" ? ["--json"] : [])];
      const { stdout, stderr } = await runRevwatch([...name.split(" "), ...args], { ...env, DATABASE_URL: address });
      found.push(...canariesIn(stdout + stderr).map((canary) => `${name}: ${canary}`));
    };
    for (let index = 0; index < asked.length; index += 3) await Promise.all(asked.slice(index, index + 3).map(run));
    found.push(...(await canariesInFolder(directory)));
    expect(found).toEqual([]);
    figure("commands that met a refusing database", asked.length, forTheRecord);
    figure("secrets on stdout, stderr and disk", found.length, exactly(0));
  });
});

const argsOf: Readonly<Record<string, readonly string[]>> = {
  audit: ["--client", "northwind"],
  report: ["--client", "northwind"],
  explain: ["0123456789abcdef"],
  purge: ["northwind", "--yes"],
  "client add": ["southwind", "--name", "Southwind", "--portal-id", "4712", "--time-zone", "Europe/Berlin"],
  apply: ["--yes"],
};

function echoing(lives: TestWorld, http: Echo, smtp: Echo): ActivityWorld {
  const gateway = createGateway({
    address: http.address,
    token: () => canaries.hubspotToken,
    governor: unpaced,
    timeoutMs: 20_000,
    maxWaitMs: 0,
  });
  const slack = openSlack({ address: http.address, token: () => canaries.slackToken });
  const email = openEmail({
    host: "127.0.0.1",
    port: smtp.port,
    security: "none",
    user: "revwatch",
    password: () => canaries.smtpPassword,
    from: "Revwatch <revwatch@example.com>",
  });
  const portal = openPortal(gateway);
  return { ...lives.world, portal: () => portal, slack: () => slack, email: () => email };
}

async function oauthToken(http: Echo): Promise<unknown> {
  const access = openAccessToken({
    address: http.address,
    credentials: {
      clientId: "client-1",
      clientSecret: () => canaries.clientSecret,
      refreshToken: () => canaries.refreshToken,
    },
    now: () => Date.now(),
    timeoutMs: 20_000,
  });
  return access.token();
}
