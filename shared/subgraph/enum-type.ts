import { registerEnumType } from 'type-graphql';

/** Registers a GraphQL enum whose values are the words themselves. */
export function enumTypeOf<const Word extends string>(
  name: string,
  words: readonly Word[],
  description: string,
): Record<Word, Word> {
  const members = Object.fromEntries(words.map((word) => [word, word])) as Record<Word, Word>;
  registerEnumType(members, { name, description });
  return members;
}
