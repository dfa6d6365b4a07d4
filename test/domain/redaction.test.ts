import { describe, expect, test } from "vitest";
import { redact, tracesOf, type Redaction } from "../../domain/redaction.ts";

const person: Redaction = {
  names: ["Ana Ruiz", "ana@lead.example", "Al"],
  recordIds: ["12"],
  renamed: new Map([["lead-unanswered.contact.12", "lead-unanswered.contact.gone-x"]]),
};

describe("what is left of a message about a person", () => {
  test.each([
    ["their name", "Ana Ruiz waits since 09:12.", "a deleted contact waits since 09:12."],
    ["their address", "mail <ana@lead.example>", "mail <a deleted contact>"],
    ["another person's longer name", "Ana Ruizova waits", "Ana Ruizova waits"],
    ["a name that is too short to tell anybody", "Al Bundy", "Al Bundy"],
    ["the page of their record", "https://app.hubspot.com/contacts/1/record/0-1/12", null],
    [
      "the page of another record",
      "https://app.hubspot.com/contacts/1/record/0-1/123",
      "https://app.hubspot.com/contacts/1/record/0-1/123",
    ],
    [
      "the page of a deal with their number",
      "https://app.hubspot.com/contacts/1/record/0-3/12",
      "https://app.hubspot.com/contacts/1/record/0-3/12",
    ],
    ["the finding's id", "/findings/lead-unanswered.contact.12?x", "/findings/lead-unanswered.contact.gone-x?x"],
    ["another finding's id", "lead-unanswered.contact.123", "lead-unanswered.contact.123"],
  ])("%s", (_, before, behind) => {
    expect(redact({ sections: [{ lines: [before, 7, null] }] }, person)).toEqual({
      sections: [{ lines: [behind, 7, null] }],
    });
  });

  test("a name with signs that mean something elsewhere", () => {
    const odd = { ...person, names: ['A. "B" (C) $&'] };
    expect(redact('A. "B" (C) $& waits', odd)).toBe("a deleted contact waits");
    expect(tracesOf(odd)).toContain('A. \\"B\\" (C) $&');
  });
});
