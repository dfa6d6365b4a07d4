import { isLoopback } from "../../domain/loopback.ts";

/** What a reader has to know of a link that leads to the machine that Revwatch runs on; null for any other link. */
export function sayLocalLink(url: string | null): string | null {
  if (url === null || !URL.canParse(url) || !isLoopback(new URL(url).hostname)) return null;
  return "The dashboard's link opens on the machine that Revwatch runs on only: dashboard.publicAddress is not set in revwatch.yaml.";
}
