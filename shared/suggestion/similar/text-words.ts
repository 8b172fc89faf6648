/** Distinct words of a text that are kept; more than any text needs to be found by. */
const mostWords = 2_000;

/** Characters of a word in letters that count; the databases' own limit lies at 84 for all signs of it. */
const longestWord = 16;

const run = /\p{Script=Han}+|(?:[^\P{L}\p{Script=Han}]|\p{N})+/gu;

/**
 * What a text is found by: of Chinese each pair of neighbouring characters, since words stand there without spaces; of
 * other scripts the words and numbers, from two characters on. Each is written in ASCII letters and digits only (`h` or
 * `w` and the characters' codes), so that no database takes it for an operator, cuts it or ignores it for being short.
 * Gives how often each occurs, in the order of the text.
 */
export function wordsOf(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [match] of text.normalize('NFKC').toLowerCase().matchAll(run)) {
    for (const word of wordsOfRun([...match])) {
      if (counts.size === mostWords && !counts.has(word)) return counts;
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  return counts;
}

/** Everything that a suggestion is found by, as one text; the words of its title weigh more, as they stand there twice. */
export function indexedText({ title, content }: { readonly title: string; readonly content: string }): string {
  return [...wordsOf(title).keys(), ...wordsOf(`${title}\n${content}`).keys()].join(' ');
}

const isHan = /^\p{Script=Han}/u;

function wordsOfRun(characters: readonly string[]): string[] {
  if (!isHan.test(characters[0] ?? '')) {
    return characters.length > 1 ? [encoded('w', characters.slice(0, longestWord))] : [];
  }
  return characters.slice(1).map((character, index) => encoded('h', [characters[index] ?? '', character]));
}

function encoded(kind: 'h' | 'w', characters: readonly string[]): string {
  return kind + characters.map((character) => (character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')).join('');
}
