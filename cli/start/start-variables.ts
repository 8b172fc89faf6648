import { oneOf } from '../../shared/config/variable.ts';
import { gatewayVariables } from '../../gateway/config.ts';
import { networkVariables } from '../../subgraphs/network/config.ts';
import { levelVariables } from '../level/level-databases.ts';

export const seedVariables = {
  SEED: oneOf(['none', 'demo', 'full'], 'demo').describe('what the first start loads beside the divisions'),
};

const { GATEWAY_SUBGRAPHS: _subgraphs, ...ownGateway } = gatewayVariables;
const { LEVEL_FEEDS: _levelFeeds, ...ownLevels } = levelVariables;
const { NETWORK_FEEDS: _feeds, ...ownNetwork } = networkVariables;

/** All services in one process find each other by themselves: neither subgraphs nor feeds are named. */
export const startVariables = { ...ownLevels, ...ownNetwork, ...ownGateway, ...seedVariables };

export const startFamilies = ['CITY_', 'DISTRICT_', 'TOWNSHIP_', 'NETWORK_', 'GATEWAY_', 'AUTH_', 'SEED_'];
