import type { Properties } from "../model/write.ts";

/** What HubSpot's tracking makes of the first page that a visitor saw. */
export function trafficSource(pageUrl: string, referrer: string | undefined, seenAt: string): Properties {
  const query = new URL(pageUrl).searchParams;
  const campaign = query.get("utm_campaign") ?? "";
  const source = query.get("utm_source") ?? "";
  return {
    hs_analytics_source: kindOf(query.get("utm_medium")?.toLowerCase() ?? "", source, referrer),
    hs_analytics_source_data_1: campaign || (referrer ? new URL(referrer).hostname : new URL(pageUrl).hostname),
    hs_analytics_source_data_2: source || new URL(pageUrl).pathname,
    hs_analytics_first_url: pageUrl,
    hs_analytics_last_url: pageUrl,
    ...(referrer && { hs_analytics_first_referrer: referrer }),
    hs_analytics_first_timestamp: seenAt,
    hs_analytics_num_visits: "1",
    hs_analytics_num_page_views: "3",
  };
}

function kindOf(medium: string, source: string, referrer: string | undefined): string {
  if (/paid.?social/.test(medium)) return "PAID_SOCIAL";
  if (/^(cpc|ppc|paid)/.test(medium)) return "PAID_SEARCH";
  if (/e-?mail|newsletter/.test(medium)) return "EMAIL_MARKETING";
  if (medium === "social") return "SOCIAL_MEDIA";
  if (medium === "referral") return "REFERRALS";
  if (source !== "" || medium !== "") return "OTHER_CAMPAIGNS";
  if (referrer === undefined) return "DIRECT_TRAFFIC";
  return /google|bing|duckduckgo/.test(referrer) ? "ORGANIC_SEARCH" : "REFERRALS";
}
