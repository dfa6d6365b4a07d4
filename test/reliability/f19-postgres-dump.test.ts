import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, globSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Connection } from "@temporalio/client";
import { expect, inject } from "vitest";
import { describeWith } from "../support/describe-with.ts";
import { Installation } from "../support/installation.ts";
import { postgresBinaries } from "../support/postgres-binaries.ts";
import { createCluster, type PostgresCluster } from "../support/postgres-cluster.ts";
import type { MissingService } from "../support/services.ts";
import { testUnless } from "../support/test-unless.ts";
import { until } from "../support/until.ts";
import { exactly, figure, isFull, row } from "./row.ts";

const patienceMs = 300_000;

row("F19", () => {
  describeWith(["temporal", "postgres"], "PostgreSQL, by the very commands of docs/operations.md", () => {
    testUnless(
      hindrance(),
      "dumped, more life, restored into an empty server: summaries, and nothing again",
      async () => {
        const { dump, restore } = documented();
        const clusters = [await createCluster(postgresBinaries()!), await createCluster(postgresBinaries()!)] as const;
        const [first, second] = clusters.map(nameOf);
        const installation = await Installation.create({ ...first!, ...(await newNamespace()) });
        const sh = (command: string) =>
          execFileSync("sh", ["-ec", command], {
            cwd: installation.directory,
            env: withBinaries(installation.env),
            stdio: "pipe",
          });
        try {
          sh("createdb revwatch");
          let worker = installation.start("worker");
          await installation.takeOn();
          await installation.breakThings();
          sh(dump);
          await installation.revwatch("audit", "--client", "nightowl");
          await until("everyone was told", async () => (await installation.deliveryKeys()).length >= 3, patienceMs);
          const told = await installation.deliveryKeys();

          // A new machine: another server, a Temporal that knows nothing, and the dump.
          const [stop, ...commands] = restore;
          expect(stop).toBe("stop every worker");
          const exited = once(worker, "exit");
          worker.kill("SIGTERM");
          await exited;
          Object.assign(installation.env, second, await newNamespace());
          const steps: string[] = [];
          for (const command of commands) {
            if (command === "start the workers") worker = installation.start("worker");
            else if (command.startsWith("revwatch ")) {
              const { code, err } = await installation.revwatch(...command.split(" ").slice(1), "--yes");
              expect({ code, err }).toMatchObject({ code: 0 });
            } else sh(command);
            steps.push(command.split(" ")[0]!);
          }
          expect(steps).toEqual(["createdb", "pg_restore", "start", "revwatch"]);

          const news = async () => (await installation.deliveryKeys()).slice(told.length);
          await until("the summaries are there", async () => (await news()).length >= 2, patienceMs);
          await wait(90_000);
          const after = await news();
          const others = after.filter((key) => !key.includes("/restored/"));
          figure("messages after the restore that are no summary", others.length, exactly(0));
          figure("summaries, for two channels", after.length, exactly(2));
          expect(worker.exitCode).toBeNull();
        } finally {
          await installation.end();
          for (const cluster of clusters) await cluster.remove();
        }
      },
    );
  });
});

function hindrance(): MissingService | null {
  if (!isFull) return { reason: "it takes minutes", remedy: "npm run test:reliability -- F19" };
  const folder = postgresBinaries();
  if (folder !== undefined && folderOfTools() !== undefined) return null;
  return {
    reason: "there is no pg_dump here",
    remedy: "install the client programs of PostgreSQL (postgresql-client)",
  };
}

/** What the page says to do, word for word. */
function documented(): { readonly dump: string; readonly restore: readonly string[] } {
  const page = readFileSync(new URL("../../docs/operations.md", import.meta.url), "utf8");
  const [, dump, restore] = /\*\*PostgreSQL\.\*\* `(pg_dump[^`]+)`\. To restore: ([^\n]+?)\.\n/.exec(page)!;
  const steps = restore!.split(/, (?=`|start|run)/).map((step) => step.replace(/^run /, "").replaceAll("`", ""));
  return { dump: dump!, restore: steps };
}

/** How a person's shell knows a server: by DATABASE_URL, and by the variables of PostgreSQL's own programs. */
function nameOf({ url }: PostgresCluster): Record<string, string> {
  const server = new URL(url);
  server.pathname = "/revwatch";
  return { DATABASE_URL: server.href, PGHOST: server.hostname, PGPORT: server.port, PGUSER: server.username };
}

async function newNamespace(): Promise<Record<string, string>> {
  const { address } = inject("temporal")!;
  const connection = await Connection.connect({ address });
  const namespace = `f19-${crypto.randomUUID()}`;
  try {
    const workflowExecutionRetentionPeriod = { seconds: 86_400 as never };
    await connection.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod });
    const isKnown = () =>
      connection.workflowService.countWorkflowExecutions({ namespace, query: "" }).then(
        () => true,
        () => false,
      );
    await until("the namespace is known", isKnown, 60_000);
  } finally {
    await connection.close();
  }
  return { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace };
}

/** Where pg_dump and its like are; Debian keeps them beside the server. */
function folderOfTools(): string | undefined {
  const folders = [
    postgresBinaries() ?? "",
    ...(process.env["PATH"] ?? "").split(delimiter),
    ...globSync("/usr/lib/postgresql/*/bin"),
  ];
  return folders.find((folder) =>
    ["pg_dump", "pg_restore", "createdb"].every((program) => existsSync(join(folder, program))),
  );
}

function withBinaries(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...env, PATH: [folderOfTools()!, env["PATH"] ?? ""].join(delimiter) };
}
