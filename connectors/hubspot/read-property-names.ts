import { CoreApi, createConfiguration } from "@hubspot/api-client/lib/codegen/crm/properties/index.js";
import { z } from "zod";
import type { Gateway } from "./gateway.ts";
import { generated, through } from "./generated.ts";
import { Instant, parseAnswer } from "./schema.ts";

const PropertyNames = z.object({
  results: z
    .array(z.object({ name: z.string(), type: z.string().nullish(), createdAt: Instant.nullish().catch(null) }))
    .nonempty(),
});

export interface PropertyNameReads {
  /**
   * Names of all properties that records of this type have, each with its type and when it was made: one that was made
   * anew under the name is another. Reads ignore unknown names, so ask before you trust an empty value.
   */
  propertyNames(objectType: string): Promise<ReadonlyMap<string, string>>;
}

export function readPropertyNames(gateway: Gateway): PropertyNameReads {
  const api = new CoreApi(createConfiguration(through(gateway)));
  return {
    async propertyNames(objectType) {
      const asked = `GET properties of ${objectType}`;
      const { results } = parseAnswer(PropertyNames, asked, await generated(asked, api.getAll(objectType, false)));
      return new Map(
        results.map(({ name, type, createdAt }) => [name, `${type ?? ""} ${createdAt?.toISOString() ?? ""}`.trim()]),
      );
    },
  };
}
