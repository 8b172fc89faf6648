import { defineEntity, p } from '@mikro-orm/core';

/** What was decided once for the whole installation, such as what its first start loads. */
export const InstallationEntity = defineEntity({
  name: 'Installation',
  tableName: 'installation',
  properties: { name: p.string().length(64).primary(), value: p.string().length(255) },
});
