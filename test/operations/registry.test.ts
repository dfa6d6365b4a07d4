import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { operations } from "../../operations/registry.ts";

test.each(operations.map(({ name }) => name))("%s has the name of its file", (name) => {
  const file = `${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.ts`;
  const rooms = ["", "drift/", "alerting/"];
  const isThere = (room: string) => existsSync(new URL(`../../operations/${room}${file}`, import.meta.url));
  expect(rooms.filter(isThere)).toHaveLength(1);
});

test("no name comes twice", () => {
  expect(new Set(operations.map(({ name }) => name)).size).toBe(operations.length);
});
