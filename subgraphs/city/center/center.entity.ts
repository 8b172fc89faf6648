import { defineEntity, p, type InferEntity } from '@mikro-orm/core';

/** The city's service centre for deputies' duties (人大代表履职服务中心). */
export const CenterEntity = defineEntity({
  name: 'Center',
  tableName: 'center',
  properties: {
    cityCode: p.string().length(12).primary(),
    name: p.string().length(100),
    /** Known to the month: the first of it stands for the month. */
    openedOn: p.string().length(10),
  },
});

export type CenterRow = InferEntity<typeof CenterEntity>;
