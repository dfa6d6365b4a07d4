import { beforeAll, describe, expect, test } from "vitest";
import { routes } from "../../simulators/hubspot/api/routes/all.ts";
import { everyNeed, everyRead, seedEverything } from "../connectors/hubspot/every-read.ts";
import { startProxy, type PassedOn } from "../connectors/hubspot/start-proxy.ts";
import { connectTo, startPortal } from "../connectors/hubspot/started-portal.ts";
import { openPortal } from "../simulators/hubspot/open-portal.ts";
import type { MissingService } from "../support/services.ts";
import { skipFor } from "../support/test-unless.ts";
import { everyCall } from "./every-call.ts";
import { operationsFor, readSpecifications } from "./openapi.ts";
import type { Specification } from "./openapi.ts";
import { loadSchemaCheck } from "./schema-check.ts";

const directory = process.env["HUBSPOT_OPENAPI_DIR"];

/** Endpoints that HubSpot serves and its files leave out. */
const undescribed = [
  /^\/form-integrations\/v1\//,
  /^\/crm\/objects\/[^/]+\/contacts\/\d+\/associations\/deals$/,
  /^\/settings\/v3\/users$/,
  /^\/oauth\/v2\/private-apps\//,
  /^\/crm\/lists\/[^/]+\/\d+\/size-and-edits-history\/between$/,
];

/** Where real answers are known to differ from the files; the simulator follows the answers. */
const knownSlips = [/\/associationTypes\/\d+\/label must be string/, /\/subCategory must be object/];

let specifications: readonly Specification[] = [];
let check: Awaited<ReturnType<typeof loadSchemaCheck>> = null;

beforeAll(async () => {
  if (!directory) return;
  specifications = readSpecifications(directory);
  check = await loadSchemaCheck(specifications);
});

const isNews = (fault: string): boolean => !knownSlips.some((slip) => slip.test(fault));

function hindrance(): MissingService | null {
  if (!directory)
    return { reason: "no copy of HubSpot's OpenAPI files here", remedy: "name their folder by HUBSPOT_OPENAPI_DIR" };
  return check === null ? { reason: "ajv and ajv-formats are not installed", remedy: "npm install" } : null;
}

describe("the contract", () => {
  test("holds for every answer of the simulator", async (context) => {
    skipFor(context, hindrance());
    const opened = await openPortal();
    const faults: string[] = [];
    for (const { method, path, body } of await everyCall(opened)) {
      const answer = await opened.raw(method, path, body);
      const { pathname, searchParams } = new URL(path, "http://simulator");
      const fail = (why: string) => faults.push(`${method} ${path} (${answer.status}): ${why}`);
      if (answer.status >= 300) fail(answer.text);
      if (undescribed.some((pattern) => pattern.test(pathname))) continue;
      const [operation] = operationsFor(specifications, method, pathname);
      if (!operation) {
        fail("no file describes it");
        continue;
      }
      for (const name of searchParams.keys())
        if (!operation.text.parameters?.some((parameter) => parameter.name === name))
          fail(`no file knows the parameter ${name}`);
      if (answer.status !== 204)
        for (const fault of check!.ofAnswer(operation, answer.status, answer.json()).filter(isNews)) fail(fault);
    }
    expect(faults).toEqual([]);
  });

  test("is tried at every endpoint", async () => {
    const calls = await everyCall(await openPortal());
    const isTried = (method: string, pattern: RegExp) =>
      calls.some((call) => call.method === method && pattern.test(new URL(call.path, "http://simulator").pathname));

    expect(
      routes
        .filter(({ method, pattern }) => !isTried(method, pattern))
        .map(({ method, paths }) => `${method} ${paths[0]}`),
    ).toEqual([]);
  });

  test("holds for every request of our connector", async (context) => {
    skipFor(context, hindrance());
    const started = await startPortal();
    const seeded = await seedEverything(started);
    const requests: PassedOn[] = [];
    const reader = connectTo(await startProxy(started.hubspot.address, [], (request) => requests.push(request)));
    for (const { call } of Object.values(everyRead)) await call(reader, seeded);
    const probed = await reader.probeCapabilities(everyNeed);

    const faults = probed.filter(({ state }) => state !== "ok").map(({ endpoint, detail }) => `${endpoint}: ${detail}`);
    for (const { method, path, body } of requests) {
      const { pathname, searchParams } = new URL(path, "http://hubspot");
      const fail = (why: string) => faults.push(`${method} ${pathname}: ${why}`);
      if (undescribed.some((pattern) => pattern.test(pathname))) continue;
      const [operation] = operationsFor(specifications, method, pathname);
      if (!operation) {
        fail("no file describes it");
        continue;
      }
      for (const name of searchParams.keys())
        if (!operation.text.parameters?.some((parameter) => parameter.name === name)) fail(`no parameter ${name}`);
      // What the files say of a search, HubSpot itself does not keep to.
      if (!pathname.startsWith("/crm/objects/") || !pathname.endsWith("/search"))
        for (const fault of check!.ofRequest(operation, body ?? undefined)) fail(fault);
    }
    expect(faults).toEqual([]);
    expect(requests.length).toBeGreaterThan(Object.keys(everyRead).length + everyNeed.length);
  });
});
