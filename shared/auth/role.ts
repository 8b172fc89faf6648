/**
 * Who acts. The value is the `role` claim of a token; GraphQL shows it in upper case with underscores.
 *
 * - city-clerk: clerk of the city standing committee's deputies' work committee (市人大常委会代表工委)
 * - district-clerk: the same for a district or county (区、县(市)人大常委会代表工委)
 * - presidium: the presidium of a town or township congress (乡镇人大主席团)
 * - deputy: a people's deputy (人大代表)
 * - station-keeper: keeper of a liaison station (联络站工作人员)
 * - handling-organ: an organ that handles suggestions (承办单位)
 * - third-party-evaluator: an independent institution that evaluates handled suggestions (第三方评估机构)
 * - system: a service of this installation, such as the read model that follows the event feeds
 */
export const roles = [
  'city-clerk',
  'district-clerk',
  'presidium',
  'deputy',
  'station-keeper',
  'handling-organ',
  'third-party-evaluator',
  'system',
] as const;

export type Role = (typeof roles)[number];

export function isRole(value: unknown): value is Role {
  return roles.includes(value as Role);
}
