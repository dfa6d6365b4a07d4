import { describe, expect, test } from "vitest";
import { classOfForm } from "../../../domain/leads/class-of-form.ts";
import { classOfConversion, defaultHandRules, type HandRules } from "../../../domain/leads/hand-rules.ts";

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
  expect(classOfConversion(defaultHandRules, source, null).class).toBe(expected);
});

describe("a client's own settings", () => {
  const rules = (forms: Readonly<Record<string, boolean>>, more: Partial<HandRules> = {}) => ({
    ...defaultHandRules,
    forms,
    ...more,
  });
  test.each([
    ["a form's line comes before its name", { newsletter: true }, "Blog: Newsletter", null, "hand", "setting"],
    ["in either direction", { "book a demo": false }, "Demo: Book a demo", null, "other", "setting"],
    ["capitals do not matter", { "book a demo": false }, "Demo: BOOK A DEMO", null, "other", "setting"],
    ["a part of a name is another name", { demo: false }, "Home: Book a demo", null, "hand", "name"],
    ["a page's title is no form", { demo: false }, "Demo: Book a demo", null, "hand", "name"],
    ["of two that fit the longer one", { b: true, "a: b": false }, "Home: a: b", null, "other", "setting"],
    ["the form that was found out comes first", { new: false, old: true }, "Home: old", "new", "other", "setting"],
    ["and its name", {}, "Home: Form 3", "Newsletter", "other", "name"],
  ] as const)("%s", (_, forms, source, form, expected, classBy) => {
    expect(classOfConversion(rules(forms), source, form)).toEqual({ class: expected, classBy });
  });

  test.each([
    ["watched by default", {}, "unclassified"],
    ["unless the client says otherwise", { watchesUnclassified: false }, "other"],
  ] as const)("whom nobody has classed is %s", (_, more, expected) => {
    expect(classOfConversion(rules({}, more), "Home: Form 3", null).class).toBe(expected);
  });
});
