import { crmUi } from "../../model/source.ts";
import type { DocumentContent, DocumentKind } from "../../model/document.ts";
import { automation, person } from "../story.ts";
import { days } from "../working-hours.ts";
import { formIdOf } from "./form-ids.ts";
import { nowIso } from "./year.ts";
import type { Year } from "./year.ts";

const routingId = "9001";
const routing: DocumentContent = {
  name: "Route inbound leads",
  isEnabled: true,
  actions: [
    { actionId: "1", actionTypeId: "0-11", type: "SINGLE_CONNECTION", fields: { target_property: "hubspot_owner_id" } },
  ],
};

const score: DocumentContent = {
  name: "Score",
  isEnabled: true,
  actions: [
    { actionId: "1", actionTypeId: "0-5", type: "SINGLE_CONNECTION", fields: { property_name: "lifecyclestage" } },
  ],
};

/** Roles, forms, workflows and e-mails: what the portal is set up with, and how that changes over the year. */
export function planAssets(year: Year): void {
  save(year, "role", "1", { name: "Super admin", requiresBillingWrite: true });
  save(year, "role", "2", { name: "Sales" });
  saveForms(year);
  save(year, "workflow", routingId, routing);
  save(year, "workflow", "9002", score);
  planNewsletter(year);
  planRoutingOutages(year);
  planScoreEdits(year);
}

function save(year: Year, kind: DocumentKind, id: string, content: DocumentContent, source = crmUi): void {
  year.chronicle.note({ what: "document-saved", kind, id, content }, source);
}

/** Forms tell the contact's owner, but for those that nobody finished. */
function saveForms(year: Year): void {
  const random = year.chance("forms");
  for (const form of year.profile.forms) {
    const id = formIdOf(year.portalId, form.name);
    const isUnfinished = form.raisesHand && random.chance(year.rates.formsWithoutFollowUp);
    const configuration = { notifyContactOwner: !isUnfinished, notifyRecipients: [], recaptchaEnabled: true };
    save(year, "form", id, { name: form.name, formType: "hubspot", configuration });
    if (!isUnfinished) continue;
    const trace = year.labels.begin({
      checkId: "form-without-follow-up",
      subjectType: "form",
      subjectId: id,
      variant: "nobody-notified",
      from: year.chronicle.now,
      story: `Nobody hears of ${form.name}`,
    });
    if (random.chance(0.5)) continue;
    year.agenda.plan(year.time.nextOpen(year.beginsAt + days(random.integer(60, 200))), () => {
      save(year, "form", id, {
        name: form.name,
        formType: "hubspot",
        configuration: { ...configuration, notifyContactOwner: true },
      });
      trace.end(year.chronicle.now);
    });
  }
}

/** Some hours of a working day on which the routing workflow is off. */
function planRoutingOutages(year: Year): void {
  const random = year.chance("routing outages");
  const { rates, time, agenda, beginsAt, endsAt, chronicle, labels } = year;
  const times = Math.round((rates.routingOutagesPerYear * (endsAt - beginsAt)) / days(365));
  for (let number = 0; number < times; number++) {
    const about = beginsAt + days(35) + Math.floor(random.next() * (endsAt - beginsAt - days(36)));
    const day = time.nextWorkday(time.local(about).day, 1);
    const offUntil = time.at(day, 930);
    agenda.plan(time.at(day, 570), () => {
      const admin = person(year.staff.anybody(random, chronicle.now));
      save(year, "workflow", routingId, { ...routing, isEnabled: false }, admin);
      logChange(year, `Switched off workflow ${routingId}`);
      year.routing.offUntil = offUntil;
      const trace = labels.begin({
        checkId: "routing-switched-off",
        subjectType: "workflow",
        subjectId: routingId,
        variant: "some-hours",
        from: chronicle.now,
        story: "The routing workflow was switched off",
      });
      agenda.plan(offUntil, () => {
        save(year, "workflow", routingId, routing, admin);
        logChange(year, `Switched on workflow ${routingId}`);
        year.routing.offUntil = null;
        trace.end(chronicle.now);
      });
    });
  }
}

function logChange(year: Year, text: string): void {
  save(year, "audit-log", `${nowIso(year)} ${text}`, {
    category: "WORKFLOW",
    subCategory: "WORKFLOW_STATE",
    action: "UPDATE",
    targetObjectId: routingId,
    userId: 1,
  });
}

/** A newsletter each month. */
function planNewsletter(year: Year): void {
  const random = year.chance("newsletter");
  const { time, beginsAt, endsAt, agenda } = year;
  for (let at = beginsAt + days(12), number = 1; at < endsAt; at += days(30), number++) {
    const sentAt = time.at(time.nextWorkday(time.local(at).day, 1), 600);
    const sent = random.integer(200, 900);
    agenda.plan(sentAt, () =>
      save(
        year,
        "marketing-email",
        String(80_000_000 + number),
        {
          name: `Newsletter ${number}`,
          subject: `What is new, issue ${number}`,
          stats: {
            counters: {
              sent,
              delivered: sent - random.integer(0, 6),
              open: Math.round(sent * 0.31),
              click: Math.round(sent * 0.04),
            },
          },
        },
        automation("Newsletter"),
      ),
    );
  }
}

/** Somebody edits the scoring now and then. */
function planScoreEdits(year: Year): void {
  const random = year.chance("workflow edits");
  const { time, beginsAt, endsAt, agenda } = year;
  for (let at = beginsAt + days(random.integer(30, 70)); at < endsAt; at += days(random.integer(50, 110)))
    agenda.plan(time.at(time.nextWorkday(time.local(at).day, 1), 660), () =>
      save(year, "workflow", "9002", { ...score, description: `Edited on ${nowIso(year).slice(0, 10)}` }),
    );
}
