import { markup, trusted, type Markup } from "../reports/markup.ts";

export interface NavigationTab {
  readonly label: string;
  readonly path: string;
}

export interface PageFrame {
  readonly title: string;
  readonly tabs: readonly NavigationTab[];
  readonly path: string;
  /** The store's version that the page was read at; null on pages that do not change by themselves. */
  readonly version: string | null;
  readonly asset: (name: string) => string;
  /** The server's clock, against which the script measures ages: the reader's may be wrong. */
  readonly now: Date;
}

/** Revwatch's mark: a pulse in a ring. */
const mark = trusted(
  `<svg class="mark" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true"><circle cx="12" cy="12" r="10.5"/><path d="M3.5 12.6h4l2.2-5.4 3.6 10 2.3-6 .9 1.4h4"/></svg>`,
);

/** A whole page around its `<main>`. The script swaps that `<main>` when something changed. */
export function layout(main: Markup, frame: PageFrame): Markup {
  const { title, asset, version, now } = frame;
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title === "" ? "Revwatch" : `${title} · Revwatch`}</title>
<link rel="icon" href="${asset("mark.svg")}" type="image/svg+xml">
<link rel="stylesheet" href="${asset("revwatch.css")}">
${version === null ? null : markup`<script type="module" src="${asset("live.js")}"></script><noscript><meta http-equiv="refresh" content="60"></noscript>`}
</head>
<body${version === null ? null : markup` data-version="${version}" data-now="${now.toISOString()}"`}>
<a class="skip" href="#main">Skip to the content</a>
<header class="top"><div class="inner">
<a class="brand" href="/">${mark}<span>Revwatch</span></a>
<nav aria-label="Main"><ul>${frame.tabs.map((tab) => navigationTab(tab, frame))}</ul></nav>
${version === null ? null : markup`<p class="live" data-live="connecting" role="status" hidden><span class="dot" aria-hidden="true"></span><span class="word">connecting</span></p>`}
</div></header>
<main id="main" tabindex="-1">
${main}
</main>
</body>
</html>
`;
}

function navigationTab({ label, path }: NavigationTab, frame: PageFrame): Markup {
  const isCurrent = path === currentTab(frame)?.path;
  return markup`<li><a href="${path}"${isCurrent ? markup` aria-current="page"` : null}>${label}</a></li>`;
}

/** The tab with the longest path that leads to this page. A client's pages belong to the fleet, "/". */
function currentTab({ tabs, path }: PageFrame): NavigationTab | undefined {
  return tabs
    .filter((tab) => tab.path === "/" || path === tab.path || path.startsWith(`${tab.path}/`))
    .toSorted((a, b) => b.path.length - a.path.length)[0];
}
