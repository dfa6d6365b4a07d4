import { describe, expect, test } from "vitest";
import { EmailAddress, Sender } from "../../config/schema/receiver.ts";
import { isMailbox, readSender } from "../../domain/mailbox.ts";

/** The rule of the config and that of the connector are one. */
const isTaken = (text: string) => {
  expect(EmailAddress.safeParse(text).success).toBe(isMailbox(text));
  return isMailbox(text);
};

describe("one mailbox", () => {
  test.each([
    "jo@example.com",
    "jo.keller+crm@sub.example.co.uk",
    "o'brien@example.com",
    "jörg@bücher.example",
    "用户@例子.公司",
    "a@localhost",
    `${"a".repeat(64)}@example.com`,
  ])("%s", (text) => expect(isTaken(text)).toBe(true));

  test.each([
    ["no mailbox", ["", "jo", "@example.com", "jo@", "jo@@example.com", "jo@example@com"]],
    [
      "a typing error that mail programs read as something else",
      ["jo@example,com", "jo@example;com", "jo@exa mple.com"],
    ],
    ["two of them", ["jo@a.example,eve@b.example", "jo@a.example, eve@b.example", "jo@a.example eve@b.example"]],
    ["a group", ["a:b", "team:jo@example.com;", "a:b@example.com"]],
    ["quotes, comments and brackets", ['"jo"@example.com', "jo(x)@example.com", "<jo@example.com>", "jo@[127.0.0.1]"]],
    [
      "line breaks and controls",
      ["jo@example.com\r\nBcc: eve@evil.example", "jo\n@example.com", "jo@example.com\0", "jo@example.com\u2028"],
    ],
    [
      "dots where none may be",
      [".jo@example.com", "jo.@example.com", "j..o@example.com", "jo@.example", "jo@example..com", "jo@-a.example"],
    ],
    ["too long", [`${"a".repeat(65)}@example.com`, `jo@${"a".repeat(64)}.example`, `jo@${"a.".repeat(130)}example`]],
  ])("%s is none", (_what, texts) => expect(texts.filter(isTaken)).toEqual([]));
});

describe("a sender", () => {
  test.each([
    ["revwatch@example.com", { name: "", address: "revwatch@example.com" }],
    ["Revwatch <revwatch@example.com>", { name: "Revwatch", address: "revwatch@example.com" }],
    ["Jörg & Söhne GmbH <a@b.example>", { name: "Jörg & Söhne GmbH", address: "a@b.example" }],
  ])("%s", (text, sender) => {
    expect(readSender(text)).toEqual(sender);
    expect(Sender.safeParse(text).success).toBe(true);
  });

  test.each([
    "a:b",
    "a:b@example.com",
    "a:b <x@example.com>",
    "Keller, Ana <ana@example.com>",
    "Team: ana@example.com;",
    "Revwatch <ana@example,com>",
    "Revwatch <ana@example.com> <eve@evil.example>",
    "eve@evil.example <ana@example.com>",
    "Revwatch\r\nBcc: eve@evil.example <ana@example.com>",
    "<ana@example.com>",
    "Revwatch",
    "",
  ])("%j is none", (text) => {
    expect(readSender(text)).toBeNull();
    expect(Sender.safeParse(text).success).toBe(false);
  });
});
