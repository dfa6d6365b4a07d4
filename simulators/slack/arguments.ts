/**
 * A method's arguments, whether they came in the query, form-encoded or as JSON. Structures in a form are JSON strings.
 */
export type Arguments = Readonly<Record<string, unknown>>;

const structured = ["blocks", "metadata", "attachments", "view"];

export function argumentsOf(query: URLSearchParams, contentType: string, bodyText: string): Arguments {
  const fromQuery = Object.fromEntries(query);
  if (contentType.startsWith("application/json")) return { ...fromQuery, ...(JSON.parse(bodyText || "{}") as object) };
  const form: Record<string, unknown> = { ...fromQuery, ...Object.fromEntries(new URLSearchParams(bodyText)) };
  for (const name of structured) {
    if (typeof form[name] === "string" && form[name] !== "") form[name] = JSON.parse(form[name]);
  }
  return form;
}

export function text(given: Arguments, name: string): string {
  const value = given[name];
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}
