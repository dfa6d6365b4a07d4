import { expect, test } from "vitest";
import { classOfForm } from "../../../domain/leads/class-of-form.ts";
import { classOfSource } from "../../../domain/leads/class-of-source.ts";

test.each([
  ["Book a demo", "hand"],
  ["Request a consultation", "hand"],
  ["Ask a partner", "hand"],
  ["Start a trial", "hand"],
  ["Talk to us", "hand"],
  ["KONTAKTFORMULAR", "hand"],
  ["Rückrufservice", "hand"],
  ["Newsletter", "other"],
  ["Briefing sign-up", "other"],
  ["Product updates", "other"],
  ["Whitepaper: planning", "other"],
  ["Download the checklist", "other"],
  ["Request the guide", "unclassified"],
  ["Contact preferences", "unclassified"],
  ["Form 3", "unclassified"],
  ["Facebook", "unclassified"],
  ["", "unclassified"],
] as const)("the form “%s” is %s", (name, expected) => {
  expect(classOfForm(name)).toBe(expected);
});

test.each([
  ["Demo: Newsletter", "other"],
  ["Newsletter: Book a demo", "hand"],
  ["Planning: how to: Contact sales", "hand"],
  ["Book a demo", "hand"],
  [null, "unclassified"],
] as const)("of “%s” the form's name decides, not the page's title: %s", (source, expected) => {
  expect(classOfSource(source)).toBe(expected);
});
