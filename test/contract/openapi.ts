import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** HubSpot's own description of its API, read from a folder that is never part of this repository. */

interface Parameter {
  readonly in: string;
  readonly name: string;
}

interface OperationText {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content?: Readonly<Record<string, unknown>> };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>;
}

export interface Specification {
  readonly file: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationText>>>>;
}

export interface Operation {
  readonly specification: Specification;
  readonly method: string;
  readonly template: string;
  readonly text: OperationText;
}

export function readSpecifications(directory: string): readonly Specification[] {
  return readdirSync(directory, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".json") && !file.endsWith("MANIFEST.json"))
    .map((file) => ({ ...(JSON.parse(readFileSync(join(directory, file), "utf8")) as Specification), file }));
}

/** The operations that a request can mean. The ones whose path has the most fixed segments come first. */
export function operationsFor(
  specifications: readonly Specification[],
  method: string,
  path: string,
): readonly Operation[] {
  const found: Operation[] = [];
  for (const specification of specifications) {
    for (const [template, operations] of Object.entries(specification.paths)) {
      const text = operations[method.toLowerCase()];
      if (text && patternOf(template).test(path))
        found.push({ specification, method: method.toLowerCase(), template, text });
    }
  }
  return found.toSorted((one, other) => variables(one.template) - variables(other.template));
}

const variables = (template: string): number => template.split("{").length;

const patternOf = (template: string): RegExp => new RegExp(`^${template.replaceAll(/\{[^}]+\}/g, "[^/]+")}$`);
