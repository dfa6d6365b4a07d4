import { daysSince, hoursAgo } from "./run/portal.ts";
import type { PlainScript } from "./run/plain-script.ts";

const campaignOf = (address: string | null | undefined) =>
  address === null || address === undefined ? "" : (/[?&]utm_campaign=([^&#]*)/.exec(address)?.[1] ?? "");

export const script: PlainScript = {
  checkId: "paid-click-untracked",
  type: "contact",
  words: "hs_google_click_id/hs_facebook_click_id set, campaign empty: > 5 % of contacts; n >= 20",

  make(random, id) {
    const page = random.weighted([
      ["https://acme.example/?utm_source=google&utm_campaign=spring", 90],
      ["https://acme.example/?gclid=1&utm_source=google", 3],
      ["https://acme.example/?utm_campaign=&utm_source=google", 2],
      ["https://acme.example/pricing", 2],
      [null, 1],
    ] as const);
    return {
      id,
      properties: {
        email: `c${id}@client.example`,
        createdate: hoursAgo(random.integer(1, 24 * 40)),
        hs_google_click_id: random.chance(0.5) ? `Cj0${id}` : null,
        hs_facebook_click_id: random.chance(0.2) ? `IwAR${id}` : "",
        hs_analytics_first_url: page,
        hs_analytics_last_url: random.chance(0.2) ? "https://acme.example/demo?utm_campaign=summer" : page,
      },
    };
  },

  accused(records) {
    const paid = records.filter(
      ({ properties }) =>
        daysSince(properties["createdate"]!) <= 30 &&
        ((properties["hs_google_click_id"] ?? "") !== "" || (properties["hs_facebook_click_id"] ?? "") !== ""),
    );
    const empty = paid.filter(
      ({ properties }) =>
        campaignOf(properties["hs_analytics_first_url"]) === "" &&
        campaignOf(properties["hs_analytics_last_url"]) === "",
    );
    return paid.length >= 20 && empty.length / paid.length > 0.05 ? ["portal"] : [];
  },

  settled: [
    "A contact whose first page named no campaign and whose last one did: the script looked at the first page only. The check was right: HubSpot does not say on which visit the paid click was, so one of the two may well be its page.",
  ],
};
