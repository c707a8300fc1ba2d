import type { Language } from './words';

export const capital = (text: string): string => text.charAt(0).toLocaleUpperCase() + text.slice(1);

/** A date as people write it, as precise as it is: 31 May 2008, May 2008, 2008. */
export function dated(date: string, language: Language): string {
  const [year = '', month, day] = date.split('-');
  if (!month) return year;
  const time = new Date(Date.UTC(2000, Number(month) - 1, Number(day ?? 1)));
  time.setUTCFullYear(Number(year));
  const shape: Intl.DateTimeFormatOptions = { year: 'numeric', month: 'long', timeZone: 'UTC' };
  if (day) shape.day = 'numeric';
  return new Intl.DateTimeFormat(language === 'pl' ? 'pl' : 'en-GB', shape).format(time);
}

/** A span of time; empty if neither end is known. */
export function spanned(start: string | null | undefined, end: string | null | undefined, language: Language): string {
  const [first, last] = [start, end].map((each) => (each ? dated(each, language) : ''));
  if (!first && !last) return '';
  return first === last ? first! : `${first || '…'} – ${last || '…'}`;
}

export const numbered = (value: number, language: Language): string => new Intl.NumberFormat(language).format(value);

/** An amount of money, which may be longer than a number of the computer's. */
export function priced({ amount, currency }: { amount: string; currency: string }, language: Language): string {
  const shape = new Intl.NumberFormat(language === 'pl' ? 'pl' : 'en-GB', { minimumFractionDigits: 2 });
  return `${shape.format(amount as unknown as number)}\u00A0${currency}`;
}
