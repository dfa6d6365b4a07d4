import type { Operation, Specification } from "./openapi.ts";

/** What this folder uses of ajv, which is imported only where it is installed. */
interface Ajv {
  addSchema(schema: object, key: string): unknown;
  compile(
    schema: object,
  ): ((value: unknown) => boolean) & { errors?: readonly { instancePath: string; message?: string }[] | null };
  addFormat(name: string, format: true): unknown;
}

type AjvClass = new (options: object) => Ajv;

/** A JSON Schema validator over the specifications; null where ajv cannot be imported. */
export async function loadSchemaCheck(specifications: readonly Specification[]) {
  const modules = await importBoth();
  if (modules === null) return null;
  const ajv = new modules.Ajv({ strict: false, validateSchema: false, allErrors: true });
  modules.addFormats(ajv);
  for (const format of ["int32", "int64"]) ajv.addFormat(format, true);
  for (const specification of specifications) ajv.addSchema(specification, specification.file);

  const faultsAt = (operation: Operation, pointer: readonly string[], value: unknown): readonly string[] => {
    const parts = ["paths", operation.template, operation.method, ...pointer, "schema"];
    const fragment = parts
      .map((part) => encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1")))
      .join("/");
    const validate = ajv.compile({ $ref: `${operation.specification.file}#/${fragment}` });
    if (validate(value)) return [];
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? "is wrong"}`);
  };

  /** The faults of what is sent; empty when it is as described. */
  const ofRequest = (operation: Operation, body: unknown): readonly string[] => {
    const [mediaType] = Object.keys(operation.text.requestBody?.content ?? {});
    return mediaType === undefined ? [] : faultsAt(operation, ["requestBody", "content", mediaType], body);
  };

  /** The faults of an answer; empty when it is as described. */
  const ofAnswer = (operation: Operation, status: number, body: unknown): readonly string[] => {
    const { responses } = operation.text;
    // The files describe 207 of records nowhere, and some 201 as 200.
    const described = [String(status), "200", "201", "207", "204"].find((known) => known in responses);
    const [mediaType] = Object.keys(responses[described ?? ""]?.content ?? {});
    if (described === undefined || mediaType === undefined) return [];
    return faultsAt(operation, ["responses", described, "content", mediaType], body);
  };
  return { ofRequest, ofAnswer };
}

async function importBoth(): Promise<{ Ajv: AjvClass; addFormats: (ajv: Ajv) => unknown } | null> {
  // By variable, so that neither the type check nor the bundler asks for what may not be installed.
  const [ajv, formats]: readonly string[] = ["ajv", "ajv-formats"];
  try {
    const [{ default: Ajv }, { default: addFormats }] = (await Promise.all([import(ajv!), import(formats!)])) as [
      { default: AjvClass | { default: AjvClass } },
      { default: ((ajv: Ajv) => unknown) | { default: (ajv: Ajv) => unknown } },
    ];
    return {
      Ajv: "default" in Ajv ? Ajv.default : Ajv,
      addFormats: "default" in addFormats ? addFormats.default : addFormats,
    };
  } catch {
    return null;
  }
}
