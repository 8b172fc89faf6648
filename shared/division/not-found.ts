import { ClientError } from '../errors/client-error.ts';

/** For a code of the right form that no division has; `kind` is such as "district". */
export function divisionNotFound(kind: string, code: string): ClientError {
  return new ClientError(
    'DIVISION_NOT_FOUND',
    `No ${kind} has the code ${code}. Codes: 6 digits name a city or district, 9 a street or town, 12 a community or village.`,
  );
}
