const longest = 24;

/** What was received, quoted for an error message: at most 24 characters of it, control characters escaped. */
export function quotedExcerpt(text: string): string {
  if (text.length <= longest) return JSON.stringify(text);
  const cut = text.slice(0, longest).replace(/[\uD800-\uDBFF]$/, '');
  return `${JSON.stringify(cut)}… (${text.length.toLocaleString('en-US')} characters)`;
}
