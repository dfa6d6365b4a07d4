import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { loadConfig } from "../../config/load-config.ts";
import { businessTimeOf } from "../../config/calendar.ts";
import { publicHolidays } from "../../config/public-holidays.ts";
import { clientYaml, fleetYaml, writeConfig } from "./write-config.ts";

const folderWith = (lines: string) =>
  writeConfig({ "revwatch.yaml": fleetYaml, "clients/northwind.yaml": `${clientYaml}${lines}\n` });
const daysOff = async (lines: string) => (await loadConfig(folderWith(lines), {})).clients[0]!.holidays;
const of2026 = (days: readonly string[]) => days.filter((day) => day.startsWith("2026-")).map((day) => day.slice(5));

test("by hand they are what is written, and none when left out", async () => {
  expect(await daysOff('holidays: ["2026-12-25", "2026-12-24"]')).toEqual(["2026-12-25", "2026-12-24"]);
  expect(await daysOff("")).toEqual([]);
});

test("a country's own, those of a region, and what a client says otherwise", async () => {
  const country = of2026(await daysOff("holidays: { country: DE }"));
  expect(country).toEqual(["01-01", "04-03", "04-06", "05-01", "05-14", "05-25", "10-03", "12-25", "12-26"]);
  const bavaria = of2026(await daysOff("holidays: { country: DE, region: BY }"));
  expect(bavaria.filter((day) => !country.includes(day))).toEqual(["01-06", "06-04", "11-01"]);
  const own = of2026(
    await daysOff('holidays: { country: DE, also: ["2026-12-24"], except: ["2026-05-01", "2026-05-02"] }'),
  );
  expect(own.filter((day) => !country.includes(day))).toEqual(["12-24"]);
  expect(country.filter((day) => !own.includes(day))).toEqual(["05-01"]);
});

test("no working time passes on them", async () => {
  const { clients } = await loadConfig(folderWith("holidays: { country: DE }"), {});
  const at = (day: string) => new Date(`${day}T08:00:00Z`);
  // From Thursday to Tuesday, with Good Friday and Easter Monday between: 9:30 hours of Thursday's and Tuesday's each.
  expect(businessTimeOf(clients[0]!).minutesBetween(at("2026-04-02"), at("2026-04-07"))).toBe(9.5 * 60);
});

test("a day that is off in part is none, and a feast of several days is all of them", async () => {
  const days = async (country: string) => of2026(((await publicHolidays({ country })) as { days: string[] }).days);
  // Its eve, which is off from noon on, counts as work.
  expect((await days("TR")).filter((day) => day.startsWith("03-"))).toEqual(["03-20", "03-21", "03-22"]);
  expect(await days("CN")).not.toContain("03-08");
});

test.each([
  ["holidays: { country: germany }", /holidays\.country: Write the two letters of the country, such as DE\./],
  ["holidays: { country: ZZ }", /:12:22 holidays\.country: "ZZ" is no country whose holidays are known\./],
  [
    "holidays: { country: DE, region: XX }",
    /holidays\.region: "XX" is no region of DE\. Write one of: .*BY \(Bayern\)/,
  ],
  ["holidays: { country: DE, region: BY-Q }", /holidays\.region: "BY-Q" is no region of DE/],
  ["holidays: { region: BY }", /holidays\.country: This setting is missing/],
  ["holidays: { country: DE, also: [christmas] }", /holidays\.also\[0\]: "christmas" is not a day/],
  ["holidays: soon", /holidays: Days on which nobody works: a list such as/],
  ['holidays: ["2026-02-30"]', /holidays\[0\]: "2026-02-30" is not a day/],
])("%s is a fault that says the way out", async (lines, fault) => {
  await expect(loadConfig(folderWith(lines), {})).rejects.toThrow(fault);
});

test("what knows the holidays is loaded only where a client asks for them", () => {
  const script = `
    const { loadConfig } = await import(${JSON.stringify(fileURLToPath(new URL("../../config/load-config.ts", import.meta.url)))});
    const { registerHooks } = await import("node:module");
    let isLoaded = false;
    registerHooks({ load: (url, context, next) => { isLoaded ||= url.includes("/date-holidays/"); return next(url, context); } });
    await loadConfig(process.argv[1], {});
    process.stdout.write(String(isLoaded));`;
  const loads = (lines: string) =>
    spawnSync(process.execPath, ["--input-type=module", "-e", script, folderWith(lines)], { encoding: "utf8" }).stdout;
  expect([loads('holidays: ["2026-12-25"]'), loads("holidays: { country: DE }")]).toEqual(["false", "true"]);
});
