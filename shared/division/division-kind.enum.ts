import { enumTypeOf } from '../subgraph/enum-type.ts';
import { divisionKinds } from './division-kind.ts';

export const DivisionKindEnum = enumTypeOf(
  'DivisionKind',
  divisionKinds,
  'Kind of an administrative division (行政区划). Streets (STREET, 街道) and QUASI units have no congress.',
);
