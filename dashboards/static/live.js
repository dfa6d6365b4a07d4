/**
 * Keeps the page as the store is: hears of changes by server-sent events, reads the page again and swaps `<main>`
 * without losing focus, scroll, what was typed or what was unfolded. Without events it asks every few seconds.
 *
 * It never leaves an old page looking well: what turns by time alone is read again when its time comes, and a page
 * whose server gives no sign of life for a while says so and loses its colours.
 */

const pollMs = 10_000;
const settleMs = 250;
const ageMs = 1000;
/** The server gives a sign each 15 seconds, as long as it reaches its database. */
const silentForMs = 45_000;

const sign = document.querySelector("[data-live]");
let version = document.body.dataset.version ?? "";
let source = null;
let settling = null;
let isStale = false;
let isRefreshing = false;
let heardAt = Date.now();
/** How far this machine's clock is behind the server's. */
let behindMs = Date.parse(document.body.dataset.now) - Date.now();
let turnsAt = turnOf(document);

function show(state, words) {
  sign.dataset.live = state;
  const word = sign.querySelector(".word");
  if (word.textContent !== words) word.textContent = words;
}

function connect() {
  source?.close();
  source = new EventSource(`/events?since=${encodeURIComponent(version)}`);
  source.addEventListener("open", () => {
    if (!isCut()) show("live", "live");
  });
  source.addEventListener("alive", heard);
  source.addEventListener("change", (event) => {
    version = event.data;
    heard();
    refreshSoon();
  });
  source.addEventListener("error", () => {
    if (!isCut()) show("reconnecting", "reconnecting");
  });
}

function heard() {
  heardAt = Date.now();
  if (!isCut()) return;
  document.querySelector(".cut").remove();
  delete document.body.dataset.cut;
  document.title = document.title.replace(cutTitle, "");
  show("live", "live");
  refreshSoon();
}

const cutTitle = "Out of date: ";

/** What was true when the server was last heard is not true now only because nothing contradicts it. */
function cutWhenSilent() {
  if (Date.now() - heardAt < silentForMs || isCut()) return;
  const since = new Date(heardAt).toLocaleString("en-GB", {
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    timeZoneName: "short",
  });
  const notice = document.createElement("p");
  notice.className = "cut";
  notice.setAttribute("role", "alert");
  notice.textContent = `Out of date: Revwatch has not answered since ${since}. Nothing below is known to be true now.`;
  document.querySelector("main").before(notice);
  document.body.dataset.cut = "";
  document.title = cutTitle + document.title;
  show("reconnecting", "no answer");
}

function isCut() {
  return "cut" in document.body.dataset;
}

/** When a page has to be read again although nothing is stored; null when time alone changes nothing on it. */
function turnOf(page) {
  const seconds = page.querySelector("[data-turns-in]")?.dataset.turnsIn;
  return seconds === undefined ? null : Date.now() + Number(seconds) * 1000;
}

function turn() {
  if (turnsAt === null || Date.now() < turnsAt) return;
  // Should the answer say the same, it is asked again after a while and not at once.
  turnsAt = Date.now() + pollMs;
  isStale = true;
  void refresh();
}

function refreshSoon() {
  isStale = true;
  settling ??= setTimeout(() => {
    settling = null;
    void refresh();
  }, settleMs);
}

async function refresh() {
  if (document.hidden || isSelecting() || isRefreshing) return;
  isStale = false;
  isRefreshing = true;
  try {
    const answer = await fetch(location.href, {
      headers: { Accept: "text/html" },
      credentials: "same-origin",
      signal: AbortSignal.timeout(pollMs),
    });
    // A server that cannot make the page says nothing about what the page said.
    if (answer.status >= 500) throw new Error(`status ${answer.status}`);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const next = page.querySelector("main");
    if (next === null) return;
    heard();
    behindMs = Date.parse(page.body.dataset.now) - Date.now();
    turnsAt = turnOf(page);
    document.title = page.title;
    swap(document.querySelector("main"), next);
  } catch {
    isStale = true;
  } finally {
    isRefreshing = false;
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
    const words = sayAgo(Math.max(0, Math.floor((Date.now() + behindMs - Date.parse(time.dateTime)) / 1000)));
    if (time.textContent !== words) time.textContent = words;
  }
}

/** A choice in a list counts at once; without this script the button beside it is pressed. */
document.addEventListener("change", ({ target }) => {
  if (target instanceof HTMLSelectElement) target.closest("form[data-submits]")?.requestSubmit();
});

if (sign !== null) {
  sign.hidden = false;
  connect();
  setInterval(() => {
    age();
    turn();
    cutWhenSilent();
  }, ageMs);
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
  // A page that the browser kept while one was elsewhere is as old as that.
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) refreshSoon();
  });
  document.addEventListener("selectionchange", () => {
    if (isStale && !isSelecting()) refreshSoon();
  });
}
