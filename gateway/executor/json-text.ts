/** Texts up to this length are looked through here; to hand a longer one over to native code costs less. */
const shortText = 40;

/** As JSON.stringify writes a string. Most need no escape, and then their quotes are all there is to add. */
export function quote(text: string): string {
  const { length } = text;
  if (length > shortText) return JSON.stringify(text);
  for (let index = 0; index < length; index++) {
    if (isSpecial(text.charCodeAt(index))) return JSON.stringify(text);
  }
  return `"${text}"`;
}

/** Control characters, quotation mark, backslash, and surrogates, which may be alone. */
function isSpecial(unit: number): boolean {
  return unit < 0x20 || unit === 0x22 || unit === 0x5c || (unit >= 0xd800 && unit <= 0xdfff);
}
