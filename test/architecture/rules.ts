/** What one folder may import beside its own files. */
export interface Rule {
  readonly folders: readonly string[];
  /** Folders of which only types may be imported. */
  readonly typesOf?: readonly string[];
  /** Packages by name or by the beginning of their name; null: any that is reserved for nobody else. */
  readonly packages: readonly string[] | null;
}

/** The dependency direction of docs/architecture.md. The longest matching path decides. */
export const rules: Readonly<Record<string, Rule>> = {
  // Whoever plants trouble and labels it knows nothing of those who look for it: an author does not mark his own
  // homework.
  simulators: { folders: [], packages: null },
  domain: { folders: [], packages: [] },
  "domain/time": { folders: ["domain"], packages: ["date-fns", "@date-fns/tz"] },
  checks: { folders: ["domain", "domain/time"], packages: ["zod"] },
  config: { folders: ["checks", "domain", "domain/time"], packages: ["zod", "yaml", "date-holidays", "node:"] },
  connectors: { folders: ["domain"], packages: [] },
  "connectors/hubspot": { folders: ["domain"], packages: ["@hubspot/api-client/lib/codegen/", "zod", "node:"] },
  "connectors/outside": { folders: ["domain", "connectors"], packages: ["node:"] },
  "connectors/slack": { folders: ["domain", "connectors"], packages: ["@slack/web-api", "zod", "node:"] },
  "connectors/email": { folders: ["domain", "connectors"], packages: ["nodemailer", "node:"] },
  // What each way out to people is, as a type: the only place that knows them all.
  "connectors/channels": {
    folders: ["domain", "connectors", "connectors/slack", "connectors/email", "connectors/webhook", "connectors/teams"],
    packages: [],
  },
  "connectors/webhook": { folders: ["domain", "connectors", "connectors/outside"], packages: ["node:"] },
  "connectors/teams": { folders: ["domain", "connectors", "connectors/outside"], packages: ["node:"] },
  "connectors/temporal": { folders: ["domain"], packages: ["@temporalio/client", "@temporalio/common"] },
  storage: {
    folders: ["domain", "domain/time", "storage/embedded", "storage/reads"],
    packages: ["kysely", "pg", "@electric-sql/pglite", "node:crypto"],
  },
  // The embedded database: its statements, and its files, which are judged, packed and unpacked here.
  "storage/embedded": { folders: ["storage", "domain"], packages: ["kysely", "@electric-sql/pglite", "node:"] },
  // What pages, the command line, Slack and reports ask: one question a file, and nothing that writes.
  "storage/reads": { folders: ["storage", "domain"], packages: ["kysely"] },
  reports: {
    folders: ["domain", "domain/time"],
    packages: ["hono/html", "hono/utils/html", "date-fns", "@date-fns/tz", "node:crypto"],
  },
  activities: {
    folders: ["operations/alerting", "config", "checks", "connectors", "storage", "reports", "domain", "domain/time"],
    packages: [
      "@temporalio/activity",
      "@temporalio/client",
      "@temporalio/common",
      "@temporalio/worker",
      "kysely",
      "node:crypto",
      "node:diagnostics_channel",
    ],
  },
  workflows: { folders: ["domain"], typesOf: ["activities"], packages: ["@temporalio/workflow", "@temporalio/common"] },
  operations: {
    folders: ["operations/alerting", "config", "checks", "connectors", "storage", "reports", "domain", "domain/time"],
    packages: ["zod", "@temporalio/client", "@temporalio/common", "node:"],
  },
  // Runs, people and timers change an alert by the same few functions.
  "operations/alerting": {
    folders: ["operations", "config", "checks", "connectors", "storage", "domain", "domain/time"],
    packages: ["@temporalio/client", "zod", "node:crypto"],
  },
  dashboards: {
    folders: ["operations", "reports", "storage/reads", "domain"],
    typesOf: ["config", "storage"],
    packages: ["hono", "@hono/node-server", "zod", "node:"],
  },
  cli: { folders: ["operations", "config", "storage", "workers", "domain"], packages: null },
  workers: {
    folders: [
      "activities",
      "workflows",
      "operations",
      "dashboards",
      "config",
      "checks",
      "connectors",
      "storage",
      "reports",
      "domain",
      "domain/time",
    ],
    packages: null,
  },
};

/** Crossings that were agreed on, each with its reason. The list is meant to get shorter. */
export const agreed: readonly string[] = [
  // The report and the dashboard measure the same week, and both folders join the same layers.
  "activities/report/build-weekly-report.ts imports ../../operations/measure-leads.ts",
  // And both say by one rule whether the client was checked, and count the same checks.
  "activities/report/build-weekly-report.ts imports ../../operations/reads/client-ages.ts",
  "activities/report/build-weekly-report.ts imports ../../operations/reads/watches-portal.ts",
  // Checks of our own audits go by the age and the coverage that pages and `/readyz` show: one rule, one place.
  "activities/judge/our-facts.ts imports ../../operations/reads/client-coverage.ts",
  "activities/judge/our-facts.ts imports ../../operations/reads/client-ages.ts",
  "activities/judge/our-facts.ts imports ../../operations/reads/watches-portal.ts",
];

/** Packages that belong to one place each, whoever else may import anything. */
export const reservedPackages: Readonly<Record<string, readonly string[]>> = {
  "@hubspot/api-client": ["connectors/hubspot", "bench"],
  "@slack/web-api": ["connectors/slack", "bench"],
  nodemailer: ["connectors/email", "bench"],
  "@electric-sql/pglite": ["storage", "bench"],
  pg: ["storage", "bench"],
  kysely: ["storage", "bench"],
};

/** Of these the types may be named elsewhere too: a handle is passed on by those who do not know what it can do. */
export const typesAreFree: readonly string[] = ["kysely"];

/** The only ones that may know the simulators, and the only ones that may start the product's processes. */
export const mayImportSimulators = ["demo", "test", "bench", "simulators"];
export const mayImportWorkers = ["cli", "demo", "test", "bench", "workers", "scripts/prepare-temporal.ts"];

/** Folders that ship, and so may not know that there is a demo. */
export const productFolders = [
  "domain",
  "checks",
  "config",
  "connectors",
  "storage",
  "reports",
  "activities",
  "workflows",
  "operations",
  "dashboards",
  "cli",
  "workers",
];
