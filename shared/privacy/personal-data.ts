const patterns: readonly (readonly [kind: string, pattern: RegExp])[] = [
  ['a mobile number', /(?<!\d)1[3-9]\d{9}(?!\d)/],
  ['an identity number', /(?<!\d)\d{17}[\dXx](?!\d)/],
  ['an e-mail address', /[\w.+-]+@[\w-]+\.[\w.-]+/],
];

/** Kinds of personal data that a text plainly holds. It finds numbers and addresses, not names: people check those. */
export function personalDataIn(text: string): string[] {
  return patterns.filter(([, pattern]) => pattern.test(text)).map(([kind]) => kind);
}
