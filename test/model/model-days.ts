/** Days as `YYYY-MM-DD`, counted without the product's own functions; 2031 has no holiday notice, so Monday to Friday. */
export function plusDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}

export function plusWorkingDays(day: string, count: number): string {
  let current = day;
  for (let left = count; left > 0;) {
    current = plusDays(current, 1);
    if (![0, 6].includes(new Date(current).getUTCDay())) left -= 1;
  }
  return current;
}

export function plusMonths(day: string, months: number): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const length = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, length))).toISOString().slice(0, 10);
}

export function daysFrom(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}
