import { z } from "zod";
import { Holiday } from "./business-hours.ts";

const meaning =
  'Days on which nobody works: a list such as ["2026-12-25"], or { country: DE, region: BY } for the public holidays there';

/** Days by hand, or those of a country. */
export const HolidaysInput = z
  .union(
    [
      z.array(Holiday),
      z.strictObject({
        country: z
          .string()
          .regex(/^[A-Z]{2}$/, "Write the two letters of the country, such as DE.")
          .describe("The two letters of the country (ISO 3166)"),
        region: z
          .string()
          .regex(/^[A-Z0-9]{1,4}(-[A-Z0-9]{1,6})?$/, "Write the letters of the region, such as BY.")
          .optional()
          .describe("One of its regions, such as BY, or a part of one, such as BY-A; the whole country when left out"),
        also: z.array(Holiday).default([]).describe("Days off beside the public holidays"),
        except: z.array(Holiday).default([]).describe("Public holidays on which the team works"),
      }),
    ],
    { error: `${meaning}.` },
  )
  .describe(meaning);
export type HolidaysInput = z.output<typeof HolidaysInput>;
