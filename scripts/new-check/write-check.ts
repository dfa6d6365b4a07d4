import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { areas, type Area } from "../../checks/define-check.ts";
import type { Topic } from "../../domain/alerting/topic.ts";
import { checkText, newKinds, type NewCheck, type NewKind } from "./check-text.ts";
import { register } from "./register.ts";
import { testText } from "./test-text.ts";

/** In whose messages checks of an area usually belong. */
const topicOf: Readonly<Record<Area, Topic>> = {
  stages: "stale-deals",
  routing: "routing",
  "follow-up": "stale-leads",
  "campaign-tracking": "campaign-tracking",
  lifecycle: "data-quality",
  handoff: "handoff",
  automation: "automation",
  capture: "automation",
  access: "permissions",
  "data-quality": "data-quality",
  ourselves: "monitoring",
};

/**
 * Writes a check, its test and its line in the registry into a working copy of the project.
 *
 * @param place - "<area>/<id>".
 * @returns The paths of the files that it wrote, from the root.
 * @throws {Error} Where the place is none, or taken: nothing is written then.
 */
export function writeCheck(root: string, place: string, kind: string): readonly string[] {
  const check = parse(place, kind);
  const [file, test, index] = [
    `checks/${check.area}/${check.id}.ts`,
    `test/checks/${check.area}/${check.id}.test.ts`,
    "checks/index.ts",
  ];
  if (existsSync(join(root, file))) throw new Error(`${file} is there already. Choose another id.`);
  const registered = register(readFileSync(join(root, index), "utf8"), check);
  const texts = { [file]: checkText(check), [test]: testText(check), [index]: registered };
  for (const [path, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return Object.keys(texts);
}

function parse(place: string, kind: string): NewCheck {
  const [area = "", id = ""] = place.split("/");
  if (!areas.includes(area as Area) || !/^[a-z]+(-[a-z]+)+$/.test(id))
    throw new Error(
      `“${place}” is no place for a check. It is <area>/<id>: an area of ${areas.join(", ")}, and a noun with its failing state in lower case, such as deal-stalled.`,
    );
  if (!newKinds.includes(kind as NewKind))
    throw new Error(`“${kind}” is no kind of check. There are ${newKinds.join(", ")}.`);
  return { area: area as Area, id, kind: kind as NewKind, topic: topicOf[area as Area] };
}
