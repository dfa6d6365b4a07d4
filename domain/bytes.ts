const units = ["B", "kB", "MB", "GB", "TB"] as const;

/** "512 MB", "1.2 GB": decimal units, as disks are sold. */
export function sayBytes(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1_000 ** power;
  return `${value >= 10 || power === 0 ? Math.round(value) : value.toFixed(1)} ${units[power]!}`;
}
