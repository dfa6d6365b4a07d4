const maxBytes = 16 * 1024;

const forbidden: readonly (readonly [string, RegExp])[] = [
  ["an e-mail address", /@[\w-]+\.\w/],
  ["a HubSpot token", /\bpat-\w+-/],
  ["a Slack token", /\bxox[abprs]-/],
  ["a bearer token", /\bBearer\s/],
];

/** Every payload of a history in its JSON form, decoded. */
export function payloadsOf(node: unknown): readonly string[] {
  if (node === null || typeof node !== "object") return [];
  if ("metadata" in node && "data" in node && typeof node.data === "string")
    return [Buffer.from(node.data, "base64").toString("utf8")];
  return Object.values(node).flatMap((part) => payloadsOf(part));
}

/** What no history may hold: much, or anything that names a person or opens a door. */
export function faultsOfPayloads(history: unknown): readonly string[] {
  return payloadsOf(history).flatMap((payload) => [
    ...(Buffer.byteLength(payload) > maxBytes ? [`${Buffer.byteLength(payload)} bytes: ${payload.slice(0, 100)}`] : []),
    ...forbidden.flatMap(([what, shape]) => (shape.test(payload) ? [`${what}: ${payload.slice(0, 200)}`] : [])),
  ]);
}
