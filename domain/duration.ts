/** A span of minutes as people say it: "42 min", "3 h 5 min", "2 d 4 h". Days are business days of `minutesPerDay`. */
export function sayMinutes(minutes: number, minutesPerDay = 24 * 60): string {
  if (minutes < 1) return "less than a minute";
  if (minutes < 60) return `${Math.floor(minutes)} min`;
  const days = Math.floor(minutes / minutesPerDay);
  const hours = Math.floor((minutes - days * minutesPerDay) / 60);
  const rest = Math.floor(minutes % 60);
  if (days > 0) return hours > 0 ? `${days} d ${hours} h` : `${days} d`;
  return rest > 0 ? `${hours} h ${rest} min` : `${hours} h`;
}

/** "1 day", "3 days". */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
