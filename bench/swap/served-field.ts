import { post } from '../benchmark/contender.field.ts';

/** Whether a gateway serves a type that has this field. */
export async function servesField(url: string, type: string, field: string): Promise<boolean> {
  const answer = await post(url, `{ __type(name: "${type}") { fields { name } } }`);
  const { data } = (await answer.json()) as { data?: { __type: { fields: { name: string }[] } | null } };
  if (!data) throw new Error('The gateway does not answer what types it has.');
  return data.__type?.fields.some(({ name }) => name === field) ?? false;
}
