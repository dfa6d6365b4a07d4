/** HubSpot takes dates as ISO 8601 or as epoch milliseconds, and keeps the former. */
export function storedDate(value: string, type: "date" | "datetime"): string | null {
  const instant = new Date(/^-?\d+$/.test(value) ? Number(value) : value);
  if (Number.isNaN(instant.getTime())) return null;
  return type === "date" ? instant.toISOString().slice(0, 10) : instant.toISOString();
}
