import type { RequestScope } from '../../../shared/subgraph/request-scope.ts';
import { CityEntity, DistrictEntity, type CityRow, type DistrictRow } from './division.entity.ts';

const unmanaged = { disableIdentityMap: true } as const;

export function divisionLoaders(scope: RequestScope) {
  const { em } = scope;
  return {
    city: scope.loader<CityRow | null>('city', async (codes) => {
      const rows = await em.find(CityEntity, { code: { $in: [...codes] } }, unmanaged);
      return codes.map((code) => rows.find((row) => row.code === code) ?? null);
    }),
    district: scope.loader<DistrictRow | null>('district', async (codes) => {
      const rows = await em.find(DistrictEntity, { code: { $in: [...codes] } }, unmanaged);
      const byCode = new Map(rows.map((row) => [row.code, row]));
      return codes.map((code) => byCode.get(code) ?? null);
    }),
    districtsOfCity: scope.loader<DistrictRow[]>('districtsOfCity', async (codes) => {
      const where = { cityCode: { $in: [...codes] }, validTo: null };
      const rows = await em.find(DistrictEntity, where, { orderBy: { code: 'asc' }, ...unmanaged });
      const byCity = Map.groupBy(rows, (row) => row.cityCode);
      return codes.map((code) => byCity.get(code) ?? []);
    }),
  };
}
