/** Levels of people's congresses (人民代表大会) that hold suggestions here, and those that deputies may sit in. */
export const congressLevels = ['NATIONAL', 'PROVINCIAL', 'CITY', 'DISTRICT', 'TOWNSHIP'] as const;

export type CongressLevel = (typeof congressLevels)[number];

/** The levels whose systems are part of the graph. */
export type CaseLevel = Extract<CongressLevel, 'CITY' | 'DISTRICT' | 'TOWNSHIP'>;

export const caseLevels = ['CITY', 'DISTRICT', 'TOWNSHIP'] as const satisfies readonly CaseLevel[];
