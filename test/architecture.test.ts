import { globSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { checks } from "../checks/index.ts";
import { channels } from "../domain/alerting/channels.ts";
import { crossings } from "./architecture/crossings.ts";
import { importsOf, withoutComments } from "./architecture/imports-of.ts";
import { productFolders } from "./architecture/rules.ts";

const root = new URL("..", import.meta.url);
const folders = [...productFolders, "demo", "scripts", "simulators", "bench"];
const files = globSync(`{${folders.join(",")}}/**/*.ts`, { cwd: root })
  .map((file) => file.replaceAll("\\", "/"))
  .sort();
const sourceOf = (file: string) => readFileSync(new URL(file, root), "utf8");

describe("layers", () => {
  test("every folder imports only what lies beneath it", () => {
    expect(files.length).toBeGreaterThan(100);
    expect(files.flatMap((file) => crossings(file, sourceOf(file)))).toEqual([]);
  });

  // The rules are worth nothing if they cannot fail: each of these is a crossing that somebody will try one day.
  test.each([
    ["domain/reporting/score.ts", 'import { z } from "zod";'],
    ["domain/reporting/score.ts", 'import { createBusinessTime } from "../time/business-time.ts";'],
    ["domain/reporting/score.ts", 'import type { Check } from "../../checks/define-check.ts";'],
    ["domain/reporting/score.ts", 'import { createHash } from "node:crypto";'],
    ["domain/reporting/score.ts", 'import { TZDate } from "@date-fns/tz";'],
    ["checks/stages/deal-stalled.ts", 'import { putRecords } from "../../storage/mirror.ts";'],
    ["checks/stages/deal-stalled.ts", 'import { readFileSync } from "node:fs";'],
    ["storage/outbox.ts", 'import { openSlack } from "../connectors/slack/channel.ts";'],
    ["storage/outbox.ts", 'export { renderWeeklyEmail } from "../reports/weekly/email.ts";'],
    ["connectors/slack/channel.ts", 'import { createGateway } from "../hubspot/gateway.ts";'],
    ["connectors/hubspot/portal.ts", 'import { Client } from "@hubspot/api-client";'],
    ["reports/weekly/email.ts", 'import type { Database } from "../../storage/database.ts";'],
    ["activities/deliver/send-next.ts", 'import { explain } from "../../operations/explain-finding.ts";'],
    ["workflows/audit-client.ts", 'import { makeRunChecks } from "../activities/judge/run-checks.ts";'],
    ["workflows/audit-client.ts", 'import { isoWeekOf } from "../domain/time/iso-week.ts";'],
    ["workflows/audit-client.ts", 'import { z } from "zod";'],
    ["workflows/audit-client.ts", 'const os = await import("node:os");'],
    ["operations/audit-now.ts", 'import { startRevwatch } from "../workers/composition-root.ts";'],
    ["operations/audit-now.ts", 'import { BasicApi } from "@hubspot/api-client/lib/codegen/crm/objects/index.js";'],
    ["dashboards/routes/client.ts", 'import { saveAlert } from "../../storage/alerts.ts";'],
    ["dashboards/routes/client.ts", 'import { sql } from "kysely";'],
    ["operations/status.ts", 'import type { Kysely } from "kysely";'],
    ["demo/panel-watch.ts", 'import { sql } from "kysely";'],
    ["activities/judge/run-checks.ts", 'import { sql, type Kysely } from "kysely";'],
    ["dashboards/app.ts", 'import { loadConfig } from "../config/load-config.ts";'],
    ["dashboards/app.ts", 'import "../workers/composition-root.ts";'],
    ["cli/main.ts", 'import { startHubSpot } from "../simulators/hubspot/start.ts";'],
    ["workers/composition-root.ts", 'import { startSlack } from "../simulators/slack/start.ts";'],
    ["workers/composition-root.ts", 'import { WebClient } from "@slack/web-api";'],
    ["config/load-config.ts", 'import {\n  until,\n} from "../test/support/until.ts";'],
    ["scripts/check.ts", 'import { startRevwatch } from "../workers/composition-root.ts";'],
    ["simulators/hubspot/scenario/label.ts", 'import { checks } from "../../../checks/index.ts";'],
    ["simulators/hubspot/scenario/label.ts", 'import type { Verdict } from "../../../domain/verdict.ts";'],
  ])("%s must not say: %s", (file, source) => {
    expect(crossings(file, source)).toHaveLength(1);
  });

  test.each([
    ["workflows/audit-client.ts", 'import type { RunName } from "../activities/shapes.ts";'],
    ["dashboards/app.ts", 'import type { RevwatchConfig } from "../config/config.ts";'],
    ["domain/time/iso-week.ts", 'import { TZDate } from "@date-fns/tz";'],
    ["dashboards/routes/client.ts", 'import { readFinding } from "../../storage/reads/findings.ts";'],
    ["dashboards/pages/finding.ts", 'import type { OutboxRow } from "../../storage/outbox.ts";'],
    ["connectors/slack/channel.ts", 'import type { DeliveryOutcome } from "../delivery-outcome.ts";'],
    [
      "connectors/hubspot/portal.ts",
      'import { BasicApi } from "@hubspot/api-client/lib/codegen/crm/objects/index.js";',
    ],
    ["demo/main.ts", 'import { startRevwatch } from "../workers/composition-root.ts";'],
    ["scripts/prepare-temporal.ts", 'import { find } from "../workers/temporal-server/find-temporal-cli.ts";'],
    ["storage/outbox.ts", '// import { openSlack } from "../connectors/slack/channel.ts";'],
  ])("%s may say: %s", (file, source) => {
    expect(crossings(file, source)).toEqual([]);
  });
});

describe("the product never asks whether it runs in the demo", () => {
  const asks = (source: string) =>
    withoutComments(source)
      .split("\n")
      .filter(
        (line) =>
          /demo|simulat/i.test(line) && /\bif \(|\?|&&|\|\||[!=]==|\benv\b|\b\w*(demo|simulat)\w* ?[:=]/i.test(line),
      );

  test("no condition, setting or variable names it", () => {
    // The one command that starts the simulators has to name them; it knows no more of them than how they are started.
    const starter = /^cli\/(commands\/simulate\.ts|simulate\/)/;
    const product = files.filter(
      (file) => productFolders.some((folder) => file.startsWith(`${folder}/`)) && !starter.test(file),
    );
    expect(product.flatMap((file) => asks(sourceOf(file)).map((line) => `${file}: ${line.trim()}`))).toEqual([]);
  });

  test.each(["if (isDemo) return;", "const wait = options.demo ? 20 : 60;", 'const inDemo = env["REVWATCH_DEMO"];'])(
    "this would be caught: %s",
    (line) => expect(asks(line)).toHaveLength(1),
  );
});

describe("a channel is named where it is made, and nowhere else", () => {
  const ids = Object.keys(channels).join("|");
  const names = new RegExp(`(===|!==|case|channel:) ?"(${ids})"|"(${ids})" in |"(${ids})" \\| ?"(${ids})"`);
  const own = [
    /^domain\/alerting\/channels\.ts$/,
    new RegExp(`^connectors/(channels|hubspot|${ids})/`),
    // Reports go by e-mail, and a link in an e-mail stops e-mails.
    /^activities\/report\/build-weekly-report\.ts$/,
    /^operations\/set-mail-stop\.ts$/,
    // The two whose places are names in the config.
    /^operations\/doctor\/(examine-targets|probes)\.ts$/,
    /^workers\/(open-channels|doctor-probes)\.ts$/,
    // By what surface somebody acted, which is no channel.
    /^dashboards\/options\.ts$/,
    // How somebody was answered, which is none either.
    /^domain\/leads\/touch\.ts$/,
  ];

  test("nothing else asks for one by name", () => {
    const others = files.filter(
      (file) =>
        productFolders.some((folder) => file.startsWith(`${folder}/`)) && !own.some((pattern) => pattern.test(file)),
    );
    const named = (file: string) =>
      withoutComments(sourceOf(file))
        .split("\n")
        .filter((line) => names.test(line));
    expect(others.flatMap((file) => named(file).map((line) => `${file}: ${line.trim()}`))).toEqual([]);
  });

  test.each([
    'channel === "slack" ? 1 : 2',
    '"slack" in address',
    'readonly channel: "slack" | "email";',
    'case "teams":',
  ])("this would be caught: %s", (line) => expect(line).toMatch(names));
});

describe("SQL stands in storage/ only", () => {
  const query =
    /\.(selectFrom|selectNoFrom|insertInto|replaceInto|updateTable|deleteFrom|mergeInto|executeQuery)\(|\bsql[`<]/;
  const builds = (source: string) =>
    withoutComments(source)
      .split("\n")
      .filter((line) => query.test(line));

  test("no other folder that ships, nor the demo, builds a query", () => {
    const others = files.filter((file) => !/^(storage|bench|scripts|simulators)\//.test(file));
    expect(others.flatMap((file) => builds(sourceOf(file)).map((line) => `${file}: ${line.trim()}`))).toEqual([]);
  });

  test("what reads writes nothing", () => {
    const writes =
      /\.(insertInto|replaceInto|updateTable|deleteFrom|mergeInto|transaction)\(|\b(insert|update|delete) /;
    const reads = files.filter((file) => file.startsWith("storage/reads/"));
    expect(reads.length).toBeGreaterThan(10);
    expect(reads.filter((file) => writes.test(withoutComments(sourceOf(file))))).toEqual([]);
  });

  test.each(['db.selectFrom("finding")', "  .updateTable(name)", "sql`select 1`", "sql<number>`count(*)`"])(
    "this would be caught: %s",
    (line) => expect(builds(line)).toHaveLength(1),
  );
});

describe("ids of workflows, schedules and alerts are built in domain/ids.ts", () => {
  const id =
    /["'`](audit|delivery|alert|lead|report|onboard|operations|remediation)\/|-asked-|"weekly-late|[`"]baseline-/;

  test("nowhere else", () => {
    const others = files.filter((file) => /^(?!domain\/ids|storage\/migrations|simulators|bench|scripts)/.test(file));
    const spelled = (file: string) =>
      withoutComments(sourceOf(file))
        .split("\n")
        .filter((line) => id.test(line));
    expect(others.flatMap((file) => spelled(file).map((line) => `${file}: ${line.trim()}`))).toEqual([]);
  });

  test.each([
    "`audit/${clientId}/fast`",
    '"operations/supervise"',
    "`${scheduleId}-asked-${at}`",
    'startsWith("delivery/")',
  ])("this would be caught: %s", (line) => expect(line).toMatch(id));
});

describe("one instant per run", () => {
  const clocks = /\bDate\.now\(|\bnew Date\(\s*\)|\bperformance\.now\(|\bMath\.random\(/;

  test("nothing in domain/ and checks/ asks the clock or rolls dice", () => {
    const pure = files.filter((file) => /^(domain|checks)\//.test(file));
    expect(pure.filter((file) => clocks.test(withoutComments(sourceOf(file))))).toEqual([]);
  });

  test.each(["const now = Date.now();", "return new Date();", "performance.now()", "Math.random()"])(
    "this would be caught: %s",
    (line) => expect(line).toMatch(clocks),
  );
});

test("what recomputes the reports shares nothing with the product", () => {
  const plain = globSync("test/year/plain-*.ts", { cwd: root });
  expect(plain.length).toBeGreaterThan(3);
  const imported = plain.flatMap((file) => importsOf(sourceOf(file)).map(({ specifier }) => specifier));
  expect(imported.filter((specifier) => !specifier.startsWith("./plain-"))).toEqual([]);
});

describe("whatever differs between kinds of checks is asked of the kind", () => {
  const branches = (source: string) =>
    withoutComments(source)
      .split("\n")
      .filter((line) =>
        /kind\)? ?[!=]==? ?"(record|inventory|measure|ourselves)"|case "(record|inventory|measure|ourselves)":/.test(
          line,
        ),
      );
  const isProduct = (file: string) => productFolders.some((folder) => file.startsWith(`${folder}/`));

  test("nothing outside checks/kinds/ has a branch for a kind", () => {
    const others = files.filter(
      (file) => (isProduct(file) || file.startsWith("scripts/")) && !file.startsWith("checks/kinds/"),
    );
    expect(others.flatMap((file) => branches(sourceOf(file)).map((line) => `${file}: ${line.trim()}`))).toEqual([]);
  });

  test("nothing outside checks/ finds a check by its id", () => {
    const ids = checks.map(({ id }) => id).join("|");
    const names = new RegExp(`(===|!==|checkById\\(|\\[) ?"(${ids})"`);
    const others = files.filter((file) => isProduct(file) && !file.startsWith("checks/"));
    expect(others.filter((file) => names.test(withoutComments(sourceOf(file))))).toEqual([]);
    expect('monitors.find(({ checkId }) => checkId === "lead-unanswered")').toMatch(names);
  });

  test.each(['if (check.kind === "record")', 'kind !== "measure" ? 0 : 1', '    case "inventory":'])(
    "this would be caught: %s",
    (line) => expect(branches(line)).toHaveLength(1),
  );
});

describe("HubSpot's words", () => {
  const property =
    /["'`](?:hs_\w+|hubspot_\w+|dealstage|dealname|closedate|createdate|lifecyclestage|recent_conversion_\w+|notes_\w+)["'`]/;
  const outside = files.filter(
    (file) =>
      /^(?:domain|checks|activities|operations|storage|workflows|config|reports|dashboards|cli|workers)\//.test(file) &&
      !file.startsWith("storage/migrations/"),
  );

  test("stand in the connector: nobody else names a property", () => {
    expect(outside.length).toBeGreaterThan(300);
    expect(outside.filter((file) => property.test(withoutComments(sourceOf(file))))).toEqual([]);
  });

  test.each(['properties ->> "dealstage"', 'properties["hs_object_source"]', "'recent_conversion_date'"])(
    "%s would be found",
    (source) => {
      expect(property.test(source)).toBe(true);
    },
  );
});
