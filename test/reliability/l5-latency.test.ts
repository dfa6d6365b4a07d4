import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "vitest";
import { acknowledgeActionId } from "../../reports/alert/slack.ts";
import { canaries } from "../support/canaries.ts";
import { describeWith } from "../support/describe-with.ts";
import { Installation } from "../support/installation.ts";
import { until } from "../support/until.ts";
import { atLeast, atMost, figure, isFull, repeats, row } from "./row.ts";

/** On the machine of the suite other files run at the same time; the full run has it alone. */
const slack = isFull ? 1 : 4;

row("L5", () => {
  describeWith("temporal", "a whole installation, with Slack in good health", () => {
    test("from the moment a lead is there to be found until Slack has the message", async () => {
      const installation = await Installation.create();
      try {
        await installation.up();
        await installation.takeOn();
        const { dashboardUrl } = (await installation.run())!;
        await installation.slack.setUp({
          tokens: [canaries.slackToken],
          signingSecret: canaries.signingSecret,
          interactivityUrl: new URL("/slack/actions", dashboardUrl!).href,
        });
        const seconds: number[] = [];
        const clicks: Click[] = [];
        for (let number = 0; number < repeats({ quick: 1, full: 30 }); number += 1) {
          const before = (await installation.deliveryKeys()).length;
          await ask(installation, number, new Date(Date.now() - 90 * minuteMs));
          const startedAt = performance.now();
          const audit = installation.revwatch("audit", "--client", "nightowl");
          await until("Slack has it", async () => (await installation.deliveryKeys()).length > before, 240_000);
          seconds.push((performance.now() - startedAt) / 1000);
          await audit;
          clicks.push(await click(installation));
        }
        figure("from the audit's beginning to Slack, p95", percentile(seconds, 95), atMost(30 * slack, "s"));
        figure("from the audit's beginning to Slack, p99", percentile(seconds, 99), atMost(60 * slack, "s"));
        const answered = clicks.map(({ answeredMs }) => answeredMs);
        const updated = clicks.map(({ updatedMs }) => updatedMs / 1000);
        figure("answer to a click, p95", percentile(answered, 95), atMost(500 * slack, "ms"));
        figure("from a click to the message's update, p95", percentile(updated, 95), atMost(2 * slack, "s"));
      } finally {
        await installation.end();
      }
    });
  });
});

row("L5", () => {
  describeWith("temporal", "a whole installation, of which no audit is due for an hour", () => {
    test("a promise that breaks is told at its deadline", async () => {
      const installation = await Installation.create();
      try {
        appendFileSync(join(installation.directory, "revwatch.yaml"), "cadences: { fast: 1 hour }\n");
        await installation.up();
        await installation.takeOn();
        const seconds: number[] = [];
        for (let number = 0; number < repeats({ quick: 1, full: 10 }); number += 1) {
          const before = (await installation.deliveryKeys()).length;
          const dueAt = Date.now() + aheadMs;
          await ask(installation, number, new Date(dueAt - promiseMs));
          await installation.revwatch("audit", "--client", "nightowl");
          const isTold = async () => (await installation.deliveryKeys()).length > before;
          await until("Slack has it", isTold, 240_000);
          seconds.push((Date.now() - dueAt) / 1000);
        }
        figure("from a broken promise to Slack, p99", percentile(seconds, 99), atMost(60 * slack, "s"));
        figure("from a broken promise to Slack, at least", Math.min(...seconds), atLeast(0, "s"));
      } finally {
        await installation.end();
      }
    });
  });
});

const minuteMs = 60_000;
/** As the check has it where nobody sets it. */
const promiseMs = 60 * minuteMs;
/** Longer than an audit takes. */
const aheadMs = 45_000;

/** Each round has somebody to be told of: an end would only be an edit. */
async function ask({ portal }: Installation, number: number, at: Date): Promise<void> {
  const [owner] = await portal.owners();
  await portal.submitForm({
    firstName: "Mira",
    lastName: `Lindqvist ${number}`,
    email: `mira.${number}@example.com`,
    formName: "Request a demo",
    pageUrl: "https://nightowl.example/demo?utm_source=google&utm_medium=cpc",
    ownerId: owner!.id,
    at: at.toISOString(),
  });
}

interface Click {
  readonly answeredMs: number;
  readonly updatedMs: number;
}

/** Presses the button of the newest message. */
async function click({ slack: workspace }: Installation): Promise<Click> {
  const newest = async () => (await workspace.messages()).findLast(({ threadTs }) => threadTs === null)!;
  const { channel, ts, edits } = await newest();
  const startedAt = performance.now();
  await workspace.press({ channel, ts, actionId: acknowledgeActionId, userId: "U1", userName: "Robin" });
  const answeredMs = performance.now() - startedAt;
  await until("the message says who is on it", async () => (await newest()).edits.length > edits.length, 60_000);
  return { answeredMs, updatedMs: performance.now() - startedAt };
}

function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil((percent / 100) * sorted.length) - 1)]!;
}
