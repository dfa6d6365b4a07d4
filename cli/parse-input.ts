import type { z } from "zod";
import { Refused } from "../operations/operation.ts";

/**
 * Holds what the command line said against an operation's input.
 *
 * @throws {Refused} With everything that does not fit.
 */
export function parseInput<Input extends z.ZodType>(schema: Input, value: unknown): z.output<Input> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Refused(parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("\n"));
}
