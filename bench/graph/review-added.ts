import { found, products, sentences, type Product } from './catalogue.ts';

/** An event as the subgraph "live" sends it; every event is a function of its number, which counts from 1. */
export interface ReviewAdded {
  readonly cursor: string;
  readonly id: string;
  readonly body: string;
  readonly product: Pick<Product, 'upc'>;
}

/** One event and one join: name, price and weight are those of the subgraph "products". */
export const reviewAddedQuery =
  'subscription ReviewAdded($after: String) { reviewAdded(after: $after) { cursor id body product { upc name price weight } } }';

/** The same width for every event, so that all messages of a gateway have one length per product. */
const cursorDigits = 8;

export function reviewAdded(number: number): ReviewAdded {
  const digits = String(number).padStart(cursorDigits, '0');
  const { upc } = productOf(number);
  return { cursor: `e${digits}`, id: `r${digits}`, body: sentences[number % sentences.length] ?? '', product: { upc } };
}

/** The number of the event that has this cursor; NaN where none has. */
export function eventNumber(cursor: unknown): number {
  return typeof cursor === 'string' && /^e\d+$/.test(cursor) ? Number(cursor.slice(1)) : Number.NaN;
}

/** What every gateway must send of an event, with its fields in the order of the query. */
export function expectedEvent(number: number): object {
  const { cursor, id, body } = reviewAdded(number);
  const { upc, name, price, weight } = productOf(number);
  return { reviewAdded: { cursor, id, body, product: { upc, name, price, weight } } };
}

function productOf(number: number): Product {
  return found(products[number % products.length], String(number));
}
