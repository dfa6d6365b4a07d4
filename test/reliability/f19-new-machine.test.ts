import { once } from "node:events";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { describeWith } from "../support/describe-with.ts";
import { Installation } from "../support/installation.ts";
import { testUnless } from "../support/test-unless.ts";
import { until } from "../support/until.ts";
import { exactly, figure, isFull, row } from "./row.ts";

const patienceMs = 300_000;

row("F19", () => {
  describeWith("temporal", "the embedded database, by the commands of a person", () => {
    const tooLong = isFull ? null : { reason: "it takes minutes", remedy: "npm run test:reliability -- F19" };
    testUnless(tooLong, "a backup while up runs, more life, the loss of everything, a restore", async () => {
      const installation = await Installation.create();
      try {
        const first = await installation.up();
        await installation.takeOn();
        await installation.breakThings();
        const archive = join(installation.directory, "backup.tar.gz");
        expect(await installation.revwatch("backup", archive)).toMatchObject({ code: 0 });

        await installation.revwatch("audit", "--client", "nightowl");
        await until("everyone was told", async () => (await installation.deliveryKeys()).length >= 3, patienceMs);
        const told = await installation.deliveryKeys();
        const exited = once(first, "exit");
        first.kill("SIGTERM");
        await exited;

        // A new machine: nothing but the config and the archive.
        cpSync(archive, `${archive}.kept`);
        await installation.forgetState();
        expect(await installation.revwatch("restore", `${archive}.kept`)).toMatchObject({ code: 0 });
        await installation.up();
        expect(await installation.revwatch("apply", "--yes")).toMatchObject({ code: 0 });
        const news = async () => (await installation.deliveryKeys()).slice(told.length);
        await until("the summaries are there", async () => (await news()).length >= 2, patienceMs);
        await new Promise((resolve) => setTimeout(resolve, 90_000));
        const after = await news();
        figure(
          "messages after the restore that are no summary",
          after.filter((key) => !key.includes("/restored/")).length,
          exactly(0),
        );
        figure("summaries, for two channels", after.length, exactly(2));
      } finally {
        await installation.end();
      }
    });
  });
});
