/** The data behind the subgraphs: small enough to read, so nested that the answer to the public-shaped query is 88 KB. */

export interface User {
  readonly id: string;
  readonly name: string;
  readonly username: string;
  /** Days since 1970. */
  readonly birthday: number;
}

export interface Product {
  readonly upc: string;
  readonly name: string;
  /** Yuan. */
  readonly price: number;
  /** Grams. */
  readonly weight: number;
}

export interface Review {
  readonly id: string;
  readonly body: string;
  readonly authorId: string;
  readonly productUpc: string;
}

export const users: readonly User[] = [
  { id: '1', name: 'Lin Meiyu', username: 'meiyu', birthday: 7_305 },
  { id: '2', name: 'Zhao Guoqiang', username: 'guoqiang', birthday: 5_114 },
  { id: '3', name: 'Sun Lihua', username: 'lihua', birthday: 9_861 },
  { id: '4', name: 'Ma Jianguo', username: 'jianguo', birthday: 4_018 },
  { id: '5', name: 'Gao Xiaoyan', username: 'xiaoyan', birthday: 11_322 },
  { id: '6', name: 'Tian Wei', username: 'tianwei', birthday: 8_035 },
];

export const products: readonly Product[] = [
  { upc: '101', name: 'Reading lamp', price: 129, weight: 900 },
  { upc: '102', name: 'Meeting table', price: 1_899, weight: 42_000 },
  { upc: '103', name: 'Folding chair', price: 99, weight: 3_100 },
  { upc: '104', name: 'Notice board', price: 349, weight: 5_200 },
  { upc: '105', name: 'Filing cabinet', price: 780, weight: 27_000 },
  { upc: '106', name: 'Kettle', price: 159, weight: 1_200 },
  { upc: '107', name: 'Wall clock', price: 69, weight: 700 },
  { upc: '108', name: 'Projector', price: 2_460, weight: 3_300 },
  { upc: '109', name: 'Letter box', price: 210, weight: 2_400 },
];

/** Products that can be sent at once. */
export const inStock: ReadonlySet<string> = new Set(['101', '103', '104', '106', '108']);

/** Yuan; heavy goods that are not dear pay by weight. */
export function shippingEstimate({ price, weight }: Pick<Product, 'price' | 'weight'>): number {
  return price > 1_000 ? 0 : Math.round(weight / 200);
}

export const sentences: readonly string[] = [
  'It came two days early and stood in the hall by noon.',
  'The paint on one corner was thin, which nobody but me has seen.',
  'We use it every Thursday when people come in to be heard.',
  'After a winter by the stove it looks the same.',
  'The instructions are for another model, but there is only one way to put it together.',
  'I would buy it again, though in the darker colour.',
  'Somebody tall should try it first; I had to put a block under it.',
  'The shop sent the missing screws within the hour.',
  'For what it costs there is nothing to say against it.',
];

const placesOfReviews: readonly (readonly [author: string, product: string])[] = [
  ['1', '101'],
  ['1', '102'],
  ['1', '103'],
  ['2', '101'],
  ['2', '104'],
  ['2', '105'],
  ['3', '102'],
  ['3', '106'],
  ['4', '103'],
  ['4', '107'],
  ['5', '104'],
  ['5', '108'],
  ['6', '109'],
  ['6', '105'],
];

export const reviews: readonly Review[] = placesOfReviews.map(([authorId, productUpc], place) => ({
  id: String(place + 1),
  body: [0, 2, 4, 5, 7, 8, 3, 1, 6].map((step) => sentences[(place + step) % sentences.length]).join(' '),
  authorId,
  productUpc,
}));

/** How many of the best products a client gets that does not say. */
export const topCount = 5;

/** Throws where nothing has this key: the subgraphs only ever ask for what another of them named. */
export function found<Thing>(thing: Thing | undefined, key: string): Thing {
  if (thing === undefined) throw new Error(`The catalogue has nothing under "${key}".`);
  return thing;
}
