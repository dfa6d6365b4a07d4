import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { lookingScopes, neededScopes } from "../../../operations/doctor/examine-channels.ts";

interface Manifest {
  readonly oauth_config: { readonly scopes: { readonly bot: readonly string[] } };
  readonly settings: { readonly interactivity: { readonly request_url: string } };
}

test("the app that is made from the manifest has what the doctor asks for, and buttons that lead to us", () => {
  const text = readFileSync(new URL("../../../docs/slack/manifest.yaml", import.meta.url), "utf8");
  const { oauth_config, settings } = parse(text) as Manifest;
  expect(oauth_config.scopes.bot).toEqual(expect.arrayContaining([...neededScopes, ...lookingScopes]));
  expect(settings.interactivity.request_url).toMatch(/\/slack\/actions$/);
});
