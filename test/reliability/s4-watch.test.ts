import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect } from "vitest";
import { parse, stringify } from "yaml";
import { startMailbox } from "../../simulators/mailbox/start.ts";
import { canaries, canariesIn } from "../support/canaries.ts";
import { describeWith } from "../support/describe-with.ts";
import { echoAnswers } from "../support/echo-answers.ts";
import { Installation } from "../support/installation.ts";
import { startHttpEcho } from "../support/start-echo.ts";
import { testUnless } from "../support/test-unless.ts";
import { until } from "../support/until.ts";
import { atLeast, exactly, figure, isFull, row } from "./row.ts";

const patienceMs = 180_000;

row("S4", () => {
  describeWith("temporal", "one process and its watchdog, among services that say our secrets back", () => {
    const tooLong = isFull ? null : { reason: "it takes minutes", remedy: "npm run test:reliability -- S4" };
    testUnless(
      tooLong,
      "not in /metrics and /readyz, the files of the watch, its messages and mails, or the log",
      async () => {
        let answer = echoAnswers[0]!;
        const echo = await startHttpEcho((said, request) => answer(said, request));
        const mailbox = await startMailbox();
        const installation = await Installation.create({
          TEST_SMTP_PASSWORD: canaries.smtpPassword,
          TEST_HEARTBEAT: `${echo.address}/ping/${canaries.heartbeatSecret}`,
          TEST_METRICS_TOKEN: canaries.metricsToken,
        });
        const found: string[] = [];
        const search = (where: string, text: string) => {
          found.push(...canariesIn(text).map((canary) => `${where}: ${canary}`));
          return text;
        };
        try {
          const settings = new Settings(installation.directory);
          const { address: hubspot } = settings.fleet.hubspot;
          settings.change({
            hubspot: { address: echo.address },
            slack: { ...settings.fleet.slack, address: echo.address },
            email: {
              host: mailbox.smtp.host,
              port: mailbox.smtp.port,
              security: "none",
              user: "revwatch",
              password: { env: "TEST_SMTP_PASSWORD" },
              from: "Revwatch <revwatch@example.com>",
            },
            receivers: { operations: { name: "Operations", slack: "#operations", email: "operations@example.com" } },
            metrics: { token: { env: "TEST_METRICS_TOKEN" } },
            watch: {
              every: "1 second",
              tellAfter: "1 second",
              heartbeat: { env: "TEST_HEARTBEAT" },
              heartbeatAllowPrivate: true,
              heartbeatEvery: "2 seconds",
            },
          });
          const up = await installation.up();
          await installation.revwatch("apply", "--yes");
          const { dashboardUrl } = (await installation.run())!;

          let pages = 0;
          const readAll = async () => {
            for (const path of ["/livez", "/readyz", "/metrics"])
              for (const authorization of ["", `Bearer ${canaries.metricsToken}`]) {
                const headers = { authorization, accept: path === "/readyz" ? "application/json" : "*/*" };
                const response = await fetch(new URL(path, dashboardUrl!), { headers });
                search(path, await response.text());
                pages += 1;
                if (path === "/metrics") expect(response.status).toBe(authorization === "" ? 401 : 200);
              }
          };
          let files = 0;
          const readFiles = () => {
            for (const name of ["facts.json", "watchdog.json"]) {
              const path = join(installation.directory, ".revwatch", "watch", name);
              if (!existsSync(path)) continue;
              search(name, readFileSync(path, "utf8"));
              files += 1;
            }
          };
          for (const one of echoAnswers) {
            answer = one;
            await wait(6_000);
            await readAll();
            readFiles();
          }
          const mails = () => mailbox.mails.all().map(({ id }) => mailbox.mails.get(id)!);
          const subjects = () =>
            mails()
              .map(({ raw }) => raw.toString("utf8"))
              .join("\n");
          await until(
            "the operator has a mail about the first audit",
            () => /is ?n.t monitored yet|first audit/i.test(subjects()),
            patienceMs,
          );

          up.kill("SIGSTOP");
          await until("the watchdog has mailed", () => /no sign of life/i.test(subjects()), patienceMs);
          readFiles();
          up.kill("SIGCONT");
          // What stops again before its end was told never ended, and is told no second time.
          await until("the watchdog has mailed the end", () => /answers again/i.test(subjects()), patienceMs);

          // Slack takes messages again, HubSpot answers, and the outside service that hears the heartbeat says it back.
          settings.change({
            slack: { ...settings.fleet.slack, address: installation.road.address },
            hubspot: { address: hubspot },
          });
          const inSlack = async () => installation.slack.messages("operations");
          up.kill("SIGSTOP");
          await until("the watchdog has told it in Slack", async () => (await inSlack()).length > 0, patienceMs);
          up.kill("SIGCONT");
          const isLive = async () => (await installation.status()).state === "live";
          await until("the client is live", isLive, patienceMs);
          await wait(6_000);
          await readAll();
          readFiles();
          for (const command of [
            ["status", "--json"],
            ["doctor", "--json"],
            ["deliveries", "--json"],
          ] as const) {
            const { out, err } = await installation.revwatch(...command);
            search(command[0], out + err);
          }
          for (const { raw } of mails()) search("mail", raw.toString("utf8"));
          for (const message of await inSlack()) search("Slack", JSON.stringify(message));
          search("log", readFileSync(join(installation.directory, ".revwatch", "revwatch.log"), "utf8"));

          figure("pages of health and metrics read", pages, atLeast(6 * (echoAnswers.length + 1)));
          figure("files of the watch read", files, atLeast(2 * echoAnswers.length));
          figure("alarm mails read", mails().length, atLeast(2));
          figure("alarms in Slack read", (await inSlack()).length, atLeast(1));
          expect(found).toEqual([]);
          figure("secrets in any of them", found.length, exactly(0));
        } finally {
          await installation.end();
          await echo.close();
          await mailbox.close();
        }
      },
    );
  });
});

interface Fleet {
  readonly hubspot: { readonly address: string };
  readonly slack: Readonly<Record<string, unknown>>;
}

/** `revwatch.yaml` of an installation, changed under it. */
class Settings {
  readonly #path: string;

  constructor(directory: string) {
    this.#path = join(directory, "revwatch.yaml");
  }

  get fleet(): Fleet {
    return parse(readFileSync(this.#path, "utf8")) as Fleet;
  }

  change(parts: object): void {
    writeFileSync(this.#path, stringify({ ...this.fleet, ...parts }));
  }
}
