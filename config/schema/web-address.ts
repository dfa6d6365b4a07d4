import { z } from "zod";
import { isLoopback } from "../../domain/loopback.ts";

const longest = 2_000;

/** The address of a service. It may lead to a proxy or a simulator. */
export const WebAddress = z
  .string()
  // The value is not repeated: people put passwords into addresses.
  .refine(isWebAddress, {
    error: "Write an address that begins with https:// (or http://) and holds no user name or password.",
    abort: true,
  })
  .transform((address) => address.replace(/\/+$/, ""))
  .meta({ description: "An address that begins with https:// or http://", examples: ["https://api.hubapi.com"] });

function isWebAddress(text: string): boolean {
  if (text.length > longest || !URL.canParse(text)) return false;
  const { protocol, username, password, search, hash } = new URL(text);
  return (
    (protocol === "https:" || protocol === "http:") &&
    username === "" &&
    password === "" &&
    search === "" &&
    hash === ""
  );
}

/** Where our tokens are sent: https, or this very machine. Over http the token would travel in the clear. */
export const TrustedAddress = WebAddress.refine(isTrusted, {
  error:
    "Our token is sent there, and over http:// anyone on the way can read it. Write https://; http:// is for this machine only (127.0.0.1).",
});

function isTrusted(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return protocol === "https:" || isLoopback(hostname);
}
