import { ClientError } from '../../shared/errors/client-error.ts';
import { ContractFault } from './contract-check.ts';
import type { ContractEndpoint, Followed } from './contract-endpoint.ts';

const query = 'subscription { event: districtSuggestionEvents { divisionCode } }';

/** The district that an endpoint serves, as its first event tells. Throws ClientError where it tells none. */
export async function findDivision(endpoint: ContractEndpoint): Promise<string> {
  const { events, errors } = await firstEvent(endpoint);
  const code = events[0]?.['divisionCode'];
  if (typeof code === 'string') return code;
  throw unknown(errors[0]?.message ?? 'it has told no event yet');
}

async function firstEvent(endpoint: ContractEndpoint): Promise<Followed> {
  try {
    return await endpoint.follow(query, {}, { count: 1 });
  } catch (error) {
    if (error instanceof ContractFault) throw unknown(error.message);
    throw error;
  }
}

function unknown(reason: string): ClientError {
  return new ClientError(
    'INPUT_INVALID',
    `Which district the endpoint serves is not known: ${reason}. Name it, as --division 230103.`,
  );
}
