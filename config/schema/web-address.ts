import { z } from "zod";

/** The address of a service. It may lead to a proxy or a simulator. */
export const WebAddress = z
  .string()
  // The value is not repeated: people put passwords into addresses.
  .refine(isWebAddress, "Write an address that begins with https:// (or http://) and holds no user name or password.")
  .transform((address) => address.replace(/\/+$/, ""))
  .meta({ description: "An address that begins with https:// or http://", examples: ["https://api.hubapi.com"] });

function isWebAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, search, hash } = new URL(text);
  return (protocol === "https:" || protocol === "http:") && username === "" && password === "" && search === "" && hash === "";
}
