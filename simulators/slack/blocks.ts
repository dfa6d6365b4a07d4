/** Slack's limits on blocks. The first fault is told as Slack tells it: with a pointer to where it stands. */

interface Block {
  readonly type?: unknown;
  readonly text?: unknown;
  readonly fields?: unknown;
  readonly elements?: unknown;
  readonly accessory?: unknown;
  readonly block_id?: unknown;
}

const knownTypes = [
  "actions",
  "context",
  "divider",
  "file",
  "header",
  "image",
  "input",
  "markdown",
  "rich_text",
  "section",
  "video",
  "table",
];

/** What is wrong with the blocks of a message, in Slack's words; empty when nothing is. */
export function blockFaults(blocks: readonly unknown[]): readonly string[] {
  if (blocks.length > 50) return ["[ERROR] no more than 50 items allowed [json-pointer:/blocks]"];
  return blocks.flatMap((block, index) => faultsOf(block as Block, `/blocks/${index}`));
}

function faultsOf(block: Block, at: string): string[] {
  const type = typeof block.type === "string" ? block.type : "";
  if (!knownTypes.includes(type)) return [`[ERROR] unsupported type: ${type} [json-pointer:${at}/type]`];
  return [...tooLong(block.block_id, 255, `${at}/block_id`), ...ownFaults(type, block, at)];
}

function ownFaults(type: string, block: Block, at: string): string[] {
  switch (type) {
    case "header":
      return required(block.text, 150, `${at}/text`);
    case "section": {
      const fields = listOf(block.fields);
      if (block.text === undefined && fields.length === 0)
        return [`[ERROR] missing required field: text [json-pointer:${at}]`];
      return [
        ...(block.text === undefined ? [] : required(block.text, 3000, `${at}/text`)),
        ...tooMany(fields, 10, `${at}/fields`),
        ...fields.flatMap((field, index) => required(field, 2000, `${at}/fields/${index}`)),
        ...(block.accessory === undefined ? [] : buttonFaults(block.accessory, `${at}/accessory`)),
      ];
    }
    case "actions": {
      const elements = listOf(block.elements);
      return [
        ...tooMany(elements, 25, `${at}/elements`),
        ...elements.flatMap((element, index) => elementFaults(element, `${at}/elements/${index}`)),
      ];
    }
    case "context":
      return tooMany(listOf(block.elements), 10, `${at}/elements`);
    case "rich_text":
      return listOf(block.elements).flatMap((element, index) => richFaults(element, `${at}/elements/${index}`));
    case "markdown":
      return tooLong(block.text, 12_000, `${at}/text`);
    default:
      return [];
  }
}

function buttonFaults(element: unknown, at: string): string[] {
  const { type, text, value, url, action_id: actionId } = element as Record<string, unknown>;
  if (type !== "button") return [];
  return [
    ...required(text, 75, `${at}/text`),
    ...tooLong(value, 2000, `${at}/value`),
    ...tooLong(url, 3000, `${at}/url`),
    ...tooLong(actionId, 255, `${at}/action_id`),
  ];
}

function elementFaults(element: unknown, at: string): string[] {
  const { type, options, placeholder } = element as Record<string, unknown>;
  if (type !== "static_select") return buttonFaults(element, at);
  const all = listOf(options) as readonly { readonly text?: unknown; readonly value?: unknown }[];
  return [
    ...(placeholder === undefined ? [] : required(placeholder, 150, `${at}/placeholder`)),
    ...(all.length === 0 ? [`[ERROR] no fewer than 1 items allowed [json-pointer:${at}/options]`] : []),
    ...tooMany(all, 100, `${at}/options`),
    ...all.flatMap(({ text, value }, index) => [
      ...required(text, 75, `${at}/options/${index}/text`),
      ...tooLong(value, 150, `${at}/options/${index}/value`),
    ]),
  ];
}

/** Of rich text: dates carry seconds and a fallback, mentions an id, and nothing is empty. */
function richFaults(element: unknown, at: string): string[] {
  const { type, elements, text, timestamp, fallback, user_id: userId, url } = element as Record<string, unknown>;
  const wrong = (what: string) => [`[ERROR] ${what} [json-pointer:${at}]`];
  switch (type) {
    case "rich_text_section":
    case "rich_text_list":
      return listOf(elements).flatMap((inner, index) => richFaults(inner, `${at}/elements/${index}`));
    case "date":
      return Number.isInteger(timestamp) && typeof fallback === "string" && fallback !== "" ? [] : wrong("bad date");
    case "user":
      return typeof userId === "string" && /^[UW][A-Z0-9]+$/.test(userId) ? [] : wrong("bad user");
    case "link":
      return typeof url === "string" && url.length <= 3000 ? [] : wrong("bad link");
    case "text":
      return typeof text === "string" && text !== "" ? [] : wrong("must be more than 0 characters");
    default:
      return wrong(`unsupported type: ${String(type)}`);
  }
}

/** What is wrong with a window. */
export function viewFaults(view: Readonly<Record<string, unknown>>): readonly string[] {
  const inputs = listOf(view["blocks"]) as readonly { readonly label?: unknown; readonly element?: unknown }[];
  return [
    ...(view["type"] === "modal" ? [] : ["[ERROR] unsupported type [json-pointer:/view/type]"]),
    ...required(view["title"], 24, "/view/title"),
    ...required(view["submit"], 24, "/view/submit"),
    ...tooLong(view["private_metadata"], 3000, "/view/private_metadata"),
    ...tooLong(view["callback_id"], 255, "/view/callback_id"),
    ...tooMany(inputs, 100, "/view/blocks"),
    ...inputs.flatMap(({ label, element }, index) => [
      ...required(label, 2000, `/view/blocks/${index}/label`),
      ...elementFaults(element, `/view/blocks/${index}/element`),
    ]),
  ];
}

/** A text object with at least one character. */
function required(text: unknown, max: number, at: string): string[] {
  const content = (text as { text?: unknown } | undefined)?.text;
  if (typeof content !== "string" || content === "")
    return [`[ERROR] must be more than 0 characters [json-pointer:${at}/text]`];
  return tooLong(content, max, `${at}/text`);
}

function tooLong(value: unknown, max: number, at: string): string[] {
  return typeof value === "string" && value.length > max
    ? [`[ERROR] must be less than ${max + 1} characters [json-pointer:${at}]`]
    : [];
}

function tooMany(items: readonly unknown[], max: number, at: string): string[] {
  return items.length > max ? [`[ERROR] no more than ${max} items allowed [json-pointer:${at}]`] : [];
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
