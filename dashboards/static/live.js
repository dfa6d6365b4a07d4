/**
 * Keeps the page as the store is: hears of changes by server-sent events, reads the page again and swaps `<main>`
 * without losing focus, scroll, what was typed or what was unfolded. Without events it asks every few seconds.
 */

const pollMs = 10_000;
const settleMs = 250;
const ageMs = 1000;

const sign = document.querySelector("[data-live]");
let version = document.body.dataset.version ?? "";
let source = null;
let settling = null;
let isStale = false;

function show(state, words) {
  sign.dataset.live = state;
  const word = sign.querySelector(".word");
  if (word.textContent !== words) word.textContent = words;
}

function connect() {
  source?.close();
  source = new EventSource(`/events?since=${encodeURIComponent(version)}`);
  source.addEventListener("open", () => show("live", "live"));
  source.addEventListener("change", (event) => {
    version = event.data;
    refreshSoon();
  });
  source.addEventListener("error", () => show("reconnecting", "reconnecting"));
}

function refreshSoon() {
  isStale = true;
  settling ??= setTimeout(() => {
    settling = null;
    void refresh();
  }, settleMs);
}

async function refresh() {
  if (document.hidden || isSelecting()) return;
  isStale = false;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" }, credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const next = page.querySelector("main");
    if (next === null) return;
    document.title = page.title;
    swap(document.querySelector("main"), next);
  } catch {
    isStale = true;
  }
}

/** Text that is being marked would be lost; the change waits until it is let go. */
function isSelecting() {
  const selection = getSelection();
  return selection !== null && !selection.isCollapsed && document.querySelector("main").contains(selection.anchorNode);
}

function swap(main, next) {
  if (main.innerHTML === next.innerHTML) return;
  const kept = keep(main);
  main.replaceChildren(...next.childNodes);
  restore(main, kept);
}

/** What the reader did to the page, by the ids of the places. */
function keep(main) {
  const active = main.contains(document.activeElement) ? document.activeElement : null;
  return {
    unfolded: [...main.querySelectorAll("details[id]")].map(({ id, open }) => [id, open]),
    typed: [...main.querySelectorAll("input[id], textarea[id]")]
      .filter((field) => field.value !== field.defaultValue)
      .map(({ id, value }) => [id, value]),
    focus: active === null ? null : addressOf(main, active),
    selection: active?.matches("input, textarea") ? [active.selectionStart, active.selectionEnd] : null,
    scroll: [scrollX, scrollY],
  };
}

function restore(main, { unfolded, typed, focus, selection, scroll }) {
  for (const [id, open] of unfolded) {
    const details = document.getElementById(id);
    if (details !== null) details.open = open;
  }
  for (const [id, value] of typed) {
    const field = document.getElementById(id);
    if (field !== null) field.value = value;
  }
  const target = focus === null ? null : find(main, focus);
  target?.focus({ preventScroll: true });
  if (selection !== null) target?.setSelectionRange?.(...selection);
  scrollTo(...scroll);
}

/** A focused place without an id is found again by what it leads to. */
function addressOf(main, element) {
  if (element.id !== "") return { id: element.id };
  const href = element.getAttribute("href");
  if (href !== null)
    return {
      href,
      nth: [...main.querySelectorAll("a[href]")].filter((link) => link.getAttribute("href") === href).indexOf(element),
    };
  const owner = element.closest("[id]");
  return owner === null ? null : { id: owner.id, tag: element.tagName };
}

function find(main, { id, href, nth, tag }) {
  if (href !== undefined)
    return [...main.querySelectorAll("a[href]")].filter((link) => link.getAttribute("href") === href)[nth] ?? null;
  const place = document.getElementById(id);
  return tag === undefined ? place : (place?.querySelector(tag) ?? null);
}

/** The same words as the server's, so that an age does not stand still while nothing else happens. */
function sayAgo(seconds) {
  if (seconds < 5) return "just now";
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 172_800) return `${Math.floor(seconds / 3600)} h ago`;
  return `${Math.floor(seconds / 86_400)} d ago`;
}

function age() {
  if (document.hidden) return;
  for (const time of document.querySelectorAll("time[data-ago]")) {
    const words = sayAgo(Math.max(0, Math.floor((Date.now() - Date.parse(time.dateTime)) / 1000)));
    if (time.textContent !== words) time.textContent = words;
  }
}

if (sign !== null) {
  connect();
  setInterval(age, ageMs);
  setInterval(() => {
    if (source.readyState === EventSource.OPEN) {
      if (isStale) void refresh();
      return;
    }
    void refresh();
    if (source.readyState === EventSource.CLOSED) connect();
  }, pollMs);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && isStale) void refresh();
  });
  document.addEventListener("selectionchange", () => {
    if (isStale && !isSelecting()) refreshSoon();
  });
}
