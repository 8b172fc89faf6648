/** What a JSON string cannot hold as it is: quotation mark, backslash, control characters, lone surrogates. */
// eslint-disable-next-line no-control-regex
const special = /["\\\u0000-\u001f\ud800-\udfff]/;

/** As JSON.stringify writes a string. Most need no escape, and then their quotes are all there is to add. */
export function quote(text: string): string {
  return special.test(text) ? JSON.stringify(text) : `"${text}"`;
}
