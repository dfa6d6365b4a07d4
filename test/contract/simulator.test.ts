import { beforeAll, describe, expect, test } from "vitest";
import { routes } from "../../simulators/hubspot/api/routes/all.ts";
import { everyRead, seedEverything } from "../connectors/hubspot/every-read.ts";
import { startPortal } from "../connectors/hubspot/started-portal.ts";
import { openPortal } from "../simulators/hubspot/open-portal.ts";
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

function whyNot(): string | null {
  if (!directory) return "HUBSPOT_OPENAPI_DIR names no folder with HubSpot's OpenAPI files";
  return check === null ? "ajv and ajv-formats are not installed" : null;
}

describe("the contract", () => {
  test("holds for every answer of the simulator", async (context) => {
    context.skip(whyNot() !== null, whyNot() ?? "");
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
        if (!operation.text.parameters?.some((parameter) => parameter.name === name)) fail(`no file knows the parameter ${name}`);
      if (answer.status !== 204) for (const fault of check!(operation, answer.status, answer.json()).filter(isNews)) fail(fault);
    }
    expect(faults).toEqual([]);
  });

  test("is tried at every endpoint", async () => {
    const calls = await everyCall(await openPortal());
    const isTried = (method: string, pattern: RegExp) =>
      calls.some((call) => call.method === method && pattern.test(new URL(call.path, "http://simulator").pathname));

    expect(
      routes.filter(({ method, pattern }) => !isTried(method, pattern)).map(({ method, paths }) => `${method} ${paths[0]}`),
    ).toEqual([]);
  });

  test("holds for every request of our connector", async (context) => {
    context.skip(whyNot() !== null, whyNot() ?? "");
    const started = await startPortal();
    const { hubspot, portal, reader } = started;
    const seeded = await seedEverything(started);
    await portal.clearRequests();
    for (const { call } of Object.values(everyRead)) await call(reader, seeded);

    const faults: string[] = [];
    const requests = await portal.requests();
    for (const { method, path } of requests) {
      const { pathname, searchParams } = new URL(path, hubspot.address);
      if (undescribed.some((pattern) => pattern.test(pathname))) continue;
      const [operation] = operationsFor(specifications, method, pathname);
      if (!operation) faults.push(`${method} ${pathname}: no file describes it`);
      for (const name of searchParams.keys())
        if (operation && !operation.text.parameters?.some((parameter) => parameter.name === name))
          faults.push(`${method} ${pathname}: no parameter ${name}`);
    }
    expect(faults).toEqual([]);
    expect(requests.length).toBeGreaterThanOrEqual(Object.keys(everyRead).length);
  });
});
