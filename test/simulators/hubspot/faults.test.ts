import { expect, test } from "vitest";
import type { FaultInput } from "../../../simulators/hubspot/faults/fault.ts";
import { openPortal } from "./open-portal.ts";

const contacts = "/crm/objects/2026-09/contacts";

async function withTwoContacts() {
  const opened = await openPortal();
  for (const name of ["a", "b"]) await opened.api.create("contacts", { email: `${name}@client.example` });
  return opened;
}

test.each<[FaultInput["kind"], number, RegExp]>([
  ["html-200", 200, /^<!DOCTYPE html>/],
  ["empty-object", 200, /^\{\}$/],
  ["truncated", 200, /[^}]$/],
  ["500", 500, /internal error/],
  ["502", 502, /<html>/],
  ["401", 401, /INVALID_AUTHENTICATION/],
  ["403", 403, /MISSING_SCOPES/],
  ["429-burst", 429, /TEN_SECONDLY_ROLLING/],
  ["429-search", 429, /SECONDLY/],
  ["429-daily", 429, /DAILY/],
  ["423", 423, /locked/],
  ["477", 477, /migration/],
  ["530", 530, /<html>/],
])("fault %s strikes as often as it was asked to, and only where", async (kind, status, body) => {
  const { raw, portal } = await withTwoContacts();
  await portal.setFault({ kind, path: contacts, times: 1 });

  expect((await raw("GET", "/crm/objects/2026-09/deals")).status).toBe(200);
  const struck = await raw("GET", contacts);
  expect(struck.status).toBe(status);
  expect(struck.text).toMatch(body);
  expect((await raw("GET", contacts)).json()).toMatchObject({ results: [{}, {}] });
  expect((await portal.requests()).map(({ fault }) => fault).filter((fault) => fault !== null)).toEqual([kind]);
});

test("pages that mislead: the same cursor again, and nothing with more to come", async () => {
  const { raw, portal } = await withTwoContacts();
  const first = (await raw("GET", `${contacts}?limit=1`)).json<{ paging: { next: { after: string } } }>().paging.next
    .after;

  await portal.setFault({ kind: "repeated-cursor", times: 1 });
  expect((await raw("GET", `${contacts}?limit=1&after=${first}`)).json()).toMatchObject({
    results: [{ id: first }],
    paging: { next: { after: first } },
  });
  await portal.setFault({ kind: "empty-page", times: 1 });
  expect((await raw("GET", `${contacts}?limit=1`)).json()).toMatchObject({
    results: [],
    paging: { next: { after: first } },
  });
});

test("a reset does nothing, a lost answer did it", async () => {
  const { raw, portal, api } = await withTwoContacts();
  await portal.setFault({ kind: "reset", method: "POST", times: 1 });
  await expect(raw("POST", contacts, { properties: { email: "c@client.example" } })).rejects.toThrow("fetch failed");
  expect(await api.list("contacts")).toHaveLength(2);

  await portal.setFault({ kind: "lost-answer", method: "POST", times: 1 });
  await expect(raw("POST", contacts, { properties: { email: "c@client.example" } })).rejects.toThrow("fetch failed");
  expect(await api.list("contacts")).toHaveLength(3);
});

test("a hanging call ends with the simulator, and faults can be skipped to and cleared", async () => {
  const { raw, portal } = await withTwoContacts();
  await portal.setFault({ kind: "500", path: "*/contacts", skip: 1 });

  expect([(await raw("GET", contacts)).status, (await raw("GET", contacts)).status]).toEqual([200, 500]);
  await portal.clearFaults();
  expect((await raw("GET", contacts)).status).toBe(200);

  await portal.setFault({ kind: "hang", times: 1 });
  const hanging = raw("GET", contacts).then(
    () => "answered",
    () => "cut off",
  );
  await expect(Promise.race([hanging, new Promise((resolve) => setTimeout(resolve, 100, "waiting"))])).resolves.toBe(
    "waiting",
  );
});

test("a fault by chance strikes the same calls for the same seed", async () => {
  const { raw, portal } = await withTwoContacts();
  const run = async () => {
    await portal.clearFaults();
    await portal.setFault({ kind: "500", probability: 0.5, seed: 9 });
    const statuses: number[] = [];
    for (let call = 0; call < 12; call++) statuses.push((await raw("GET", contacts)).status);
    return statuses;
  };

  const first = await run();
  expect(new Set(first)).toEqual(new Set([200, 500]));
  expect(await run()).toEqual(first);
});
