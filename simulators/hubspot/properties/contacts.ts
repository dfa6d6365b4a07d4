import { calculated, choice, fixed, hidden, readOnly, writable } from "./define.ts";
import type { PropertyDefinition } from "./define.ts";
import { activity, analyticsSources, common, dateEnteredEach, lifecycleOrder, lifecycleStages } from "./shared.ts";

const person: readonly PropertyDefinition[] = [
  writable("string", "firstname", "First name"),
  writable("string", "lastname", "Last name"),
  writable("string", "email", "Email"),
  writable("string", "company", "Company name"),
  writable("string", "jobtitle", "Job title"),
  writable("phone_number", "phone", "Phone number"),
  writable("phone_number", "mobilephone", "Mobile phone number"),
  writable("string", "website", "Website URL"),
  writable("string", "city", "City"),
  writable("string", "state", "State/Region"),
  writable("string", "country", "Country/Region"),
  writable("string", "zip", "Postal code"),
  writable("string", "industry", "Industry"),
  writable("string", "message", "Message"),
  writable("string", "hs_language", "Preferred language"),
  writable("string", "hs_linkedin_url", "LinkedIn URL"),
  calculated("string", "hs_full_name_or_email", "Full name or email"),
  readOnly("string", "hs_email_domain", "Email domain"),
  readOnly("string", "hs_additional_emails", "Additional email addresses"),
  readOnly("number", "associatedcompanyid", "Primary associated company ID"),
];

const standing: readonly PropertyDefinition[] = [
  choice("lifecyclestage", "Lifecycle stage", lifecycleStages),
  choice("hs_lead_status", "Lead status", [
    "NEW",
    "OPEN",
    "IN_PROGRESS",
    "OPEN_DEAL",
    "UNQUALIFIED",
    "ATTEMPTED_TO_CONTACT",
    "CONNECTED",
    "BAD_TIMING",
  ]),
  readOnly("datetime", "createdate", "Create date"),
  readOnly("datetime", "lastmodifieddate", "Last modified date"),
  readOnly("bool", "hs_email_optout", "Unsubscribed from all email"),
  choice("hs_buying_role", "Buying role", [
    "BLOCKER",
    "BUDGET_HOLDER",
    "CHAMPION",
    "DECISION_MAKER",
    "END_USER",
    "INFLUENCER",
    "OTHER",
  ]),
  fixed(
    choice("hs_marketable_status", "Marketing contact status", [
      "true=Marketing contact",
      "false=Non-marketing contact",
    ]),
  ),
  readOnly("number", "hubspotscore", "HubSpot score"),
  readOnly("number", "num_associated_deals", "Number of associated deals"),
];

const outreach: readonly PropertyDefinition[] = [
  hidden(calculated("datetime", "hs_first_outreach_date", "First outreach date")),
  readOnly("datetime", "hs_sa_first_engagement_date", "Date of first engagement"),
  readOnly("enumeration", "hs_sa_first_engagement_object_type", "Type of first engagement"),
  readOnly("string", "hs_sa_first_engagement_descr", "Description of first engagement"),
  readOnly("number", "hs_time_to_first_engagement", "Lead response time"),
  readOnly("datetime", "hs_last_sales_activity_timestamp", "Last engagement date"),
  readOnly("datetime", "hs_sales_email_last_replied", "Recent sales email replied date"),
  readOnly("datetime", "hs_sales_email_last_opened", "Recent sales email opened date"),
  readOnly("datetime", "hs_sales_email_last_clicked", "Recent sales email clicked date"),
  readOnly("bool", "hs_is_unworked", "Contact unworked"),
  readOnly("datetime", "engagements_last_meeting_booked", "Date of last meeting booked in meetings tool"),
];

const origin: readonly PropertyDefinition[] = [
  choice("hs_analytics_source", "Original traffic source", analyticsSources),
  readOnly("string", "hs_analytics_source_data_1", "Original traffic source drill-down 1"),
  readOnly("string", "hs_analytics_source_data_2", "Original traffic source drill-down 2"),
  fixed(choice("hs_latest_source", "Latest traffic source", analyticsSources)),
  readOnly("string", "hs_latest_source_data_1", "Latest traffic source drill-down 1"),
  readOnly("string", "hs_latest_source_data_2", "Latest traffic source drill-down 2"),
  readOnly("datetime", "hs_latest_source_timestamp", "Latest traffic source date"),
  readOnly("string", "hs_analytics_first_url", "First page seen"),
  readOnly("string", "hs_analytics_last_url", "Last page seen"),
  readOnly("string", "hs_analytics_first_referrer", "First referring site"),
  readOnly("string", "hs_analytics_last_referrer", "Last referring site"),
  readOnly("datetime", "hs_analytics_first_timestamp", "Time first seen"),
  readOnly("datetime", "hs_analytics_first_visit_timestamp", "Time of first session"),
  readOnly("number", "hs_analytics_num_visits", "Number of sessions"),
  readOnly("number", "hs_analytics_num_page_views", "Number of pageviews"),
  readOnly("string", "hs_analytics_first_touch_converting_campaign", "First touch converting campaign"),
  readOnly("string", "hs_analytics_last_touch_converting_campaign", "Last touch converting campaign"),
  readOnly("string", "hs_google_click_id", "Google ad click id"),
  readOnly("string", "hs_facebook_click_id", "Facebook click id"),
  readOnly("datetime", "recent_conversion_date", "Recent conversion date"),
  readOnly("string", "recent_conversion_event_name", "Recent conversion"),
  readOnly("datetime", "first_conversion_date", "First conversion date"),
  readOnly("string", "first_conversion_event_name", "First conversion"),
  readOnly("number", "num_conversion_events", "Number of form submissions"),
  readOnly("number", "num_unique_conversion_events", "Number of unique forms submitted"),
];

const lifecycle = lifecycleOrder.map((id, index) => ({ id, label: lifecycleStages[index]!.split("=")[1]! }));

export const contactProperties: readonly PropertyDefinition[] = [
  ...person,
  ...standing,
  ...common,
  ...activity,
  ...outreach,
  ...origin,
  ...dateEnteredEach(lifecycle),
];
