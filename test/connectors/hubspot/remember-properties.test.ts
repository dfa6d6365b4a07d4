import { expect, test } from "vitest";
import { HubSpotOutage } from "../../../connectors/hubspot/errors.ts";
import type { HubSpotPortal } from "../../../connectors/hubspot/portal.ts";
import { rememberProperties } from "../../../connectors/hubspot/remember-properties.ts";

/** A portal that is asked for its property names only, and counts how often. */
function startPortal() {
  const asked: string[] = [];
  let nowMs = 0;
  let isBroken = false;
  const portal = {
    propertyNames(objectType: string) {
      asked.push(objectType);
      return isBroken
        ? Promise.reject(new HubSpotOutage("GET", "down"))
        : Promise.resolve(new Map([[`of ${objectType}`, "string"]]));
    },
  } as unknown as HubSpotPortal;
  return {
    asked,
    remembering: rememberProperties(portal, () => nowMs),
    pass: (ms: number) => (nowMs += ms),
    break: (broken: boolean) => (isBroken = broken),
  };
}

test("the names are asked for once in five minutes, for each type", async () => {
  const { asked, remembering, pass } = startPortal();
  for (const type of ["contacts", "contacts", "deals"])
    expect(await remembering.propertyNames(type)).toEqual(new Map([[`of ${type}`, "string"]]));
  expect(asked).toEqual(["contacts", "deals"]);
  pass(5 * 60_000 - 1);
  await remembering.propertyNames("contacts");
  expect(asked).toHaveLength(2);
  pass(1);
  await remembering.propertyNames("contacts");
  expect(asked).toHaveLength(3);
});

test("a failed answer is not remembered", async () => {
  const portal = startPortal();
  portal.break(true);
  await expect(portal.remembering.propertyNames("contacts")).rejects.toThrow(HubSpotOutage);
  portal.break(false);
  expect(await portal.remembering.propertyNames("contacts")).toEqual(new Map([["of contacts", "string"]]));
});
