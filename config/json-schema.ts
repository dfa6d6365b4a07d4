import { z } from "zod";
import { ClientFile } from "./schema/client-file.ts";
import { FleetFile } from "./schema/fleet-file.ts";

/** JSON Schemas (draft 7) of the config files, by which editors complete and check them while one writes. */
export function configJsonSchemas(): Readonly<Record<"revwatch.json" | "client.json", object>> {
  return {
    "revwatch.json": { ...jsonSchemaOf(FleetFile), title: "revwatch.yaml" },
    "client.json": {
      ...jsonSchemaOf(ClientFile),
      oneOf: [{ required: ["token"] }, { required: ["oauth"] }],
      title: "clients/<client>.yaml",
    },
  };
}

function jsonSchemaOf(schema: z.ZodType): object {
  return z.toJSONSchema(schema, { io: "input", target: "draft-7", unrepresentable: "any" });
}
