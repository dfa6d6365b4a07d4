/** Colours of the e-mails. Each has a class of its own, by which a dark mail client swaps it. */
export const ink = {
  ground: "#f3f5f7",
  card: "#ffffff",
  text: "#17212b",
  soft: "#4d5b69",
  line: "#e0e5ea",
  link: "#0a5ba8",
  good: "#17713f",
  high: "#9a4a00",
  critical: "#b3261e",
  medium: "#6b5900",
  low: "#4d5b69",
} as const;

export type Tone = "text" | "soft" | "good" | "critical" | "high" | "medium" | "low";

export const font = "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

/** Only what cannot stand inline: dark mode and narrow screens. A client that drops it still shows a whole message. */
export const styleSheet = `
:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (max-width:480px){.pad{padding-left:18px!important;padding-right:18px!important}.outer{padding:0!important}.tile{display:block!important;width:auto!important;padding:0 0 12px 0!important}.big{font-size:22px!important;line-height:28px!important}}
@media (prefers-color-scheme:dark){
.ground{background:#0f151b!important}.card{background:#18212a!important}.text{color:#e8eef3!important}.soft{color:#a7b5c2!important}
.line{border-color:#2c3844!important}.link{color:#7cbcf5!important}.good{color:#6fd39a!important}.critical{color:#ff9a90!important}
.high{color:#ffb561!important}.medium{color:#e0cb5a!important}.low{color:#a7b5c2!important}
.button{background:#7cbcf5!important;color:#0f151b!important}.track{background:#2c3844!important}
}`;
