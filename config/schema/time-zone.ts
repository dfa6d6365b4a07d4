import { cut } from "../cut.ts";
import { z } from "zod";
import { nearest } from "../nearest.ts";

/** Temporal's server knows zones by their exact spelling, so "europe/berlin" would only fail later. */
const form = /^(UTC|[A-Z][A-Za-z]+(\/[A-Z][A-Za-z0-9_+-]+)+)$/;

/** An IANA time zone. Offsets such as "+01:00" are refused: they know nothing of daylight saving. */
export const TimeZone = z
  .string()
  .regex(form, { error: ({ input }) => objectionTo(input), abort: true })
  .refine(isTimeZone, { error: ({ input }) => objectionTo(input) })
  .meta({ description: 'An IANA time zone, such as "Europe/Berlin"', examples: ["Europe/Berlin", "America/New_York"] });

/** True for a zone that both this machine and Temporal's server know. */
export function isTimeZone(name: string): boolean {
  if (!form.test(name)) return false;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

function objectionTo(input: unknown): string {
  return `"${cut(String(input))}" is not a time zone.${suggest(String(input))}`;
}

function suggest(name: string): string {
  const zones = ["UTC", ...Intl.supportedValuesOf("timeZone")];
  const city = name.toLowerCase().replaceAll(" ", "_");
  const meant = zones.find((zone) => zone.toLowerCase().split("/").at(-1) === city) ?? nearest(name, zones);
  return meant === null ? ' Use an IANA name such as "Europe/Berlin".' : ` Did you mean "${meant}"?`;
}
