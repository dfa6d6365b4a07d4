import { createHmac } from "node:crypto";

/** HubSpot's signature v3: over method, address, body and the time in milliseconds. */
export function signV3(clientSecret: string, url: string, body: string, timestamp: string): string {
  return createHmac("sha256", clientSecret).update(`POST${url}${body}${timestamp}`).digest("base64");
}
