import { entityLoader } from '../../../shared/subgraph/entity-loader.ts';
import type { RequestScope } from '../../../shared/subgraph/request-scope.ts';
import { CityEntity, DistrictEntity, type CityRow, type DistrictRow } from './division.entity.ts';

export function divisionLoaders(scope: RequestScope) {
  return {
    city: entityLoader<CityRow>(scope, CityEntity, 'code'),
    district: entityLoader<DistrictRow>(scope, DistrictEntity, 'code'),
    districtsOfCity: scope.loader<DistrictRow[]>('districts of city', async (codes) => {
      const where = { cityCode: { $in: [...codes] }, validTo: null };
      const rows = await scope.em.find(DistrictEntity, where, { orderBy: { code: 'asc' }, disableIdentityMap: true });
      const byCity = Map.groupBy(rows, (row) => row.cityCode);
      return codes.map((code) => byCity.get(code) ?? []);
    }),
  };
}
