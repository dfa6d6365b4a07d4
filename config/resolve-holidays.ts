import type { ConfigFault } from "./config-faults.ts";
import { publicHolidays } from "./public-holidays.ts";
import { HolidaysInput } from "./schema/holidays.ts";
import type { YamlFile } from "./yaml-file.ts";

/** A client's days off, those of its country included; or what of it is not known. */
export type ResolvedHolidays = { readonly days: readonly string[] } | { readonly fault: ConfigFault };

/** Null where what stands there has a fault already, or nothing does. */
export async function resolveHolidays(file: YamlFile): Promise<ResolvedHolidays | null> {
  const written = (file.value as { readonly holidays?: unknown } | null)?.holidays;
  const parsed = HolidaysInput.safeParse(written);
  if (!parsed.success) return null;
  if (Array.isArray(parsed.data)) return { days: parsed.data };
  const { country, region, also, except } = parsed.data;
  const found = await publicHolidays({ country, region });
  if ("message" in found) return { fault: file.fault(["holidays", found.unknown], found.message) };
  const off = new Set([...found.days, ...also]);
  for (const day of except) off.delete(day);
  return { days: [...off].sort() };
}
