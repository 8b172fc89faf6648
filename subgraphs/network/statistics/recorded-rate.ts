/** A figure that was published and is not counted here: it must never be taken for one of this installation's own. */
export interface RecordedRateValues {
  readonly name: string;
  readonly cityCode: string;
  /** When it was so, in the words of the source. */
  readonly period: string;
  /** From 0 to 1. */
  readonly value: number;
  readonly source: string;
  readonly note: string;
}

const source =
  '《执行有力落地有声 代表履职书写新时代“答卷”——市十五届人大常委会代表工作回顾》, a newspaper review of the term, by 尹明文';
const note =
  'As the article gives it, without a formula: a figure of the term that was recorded, not one that is counted from these records. | 文章所载历史数据，未给出计算公式，并非由本系统记录统计得出。';

/** The implementation rate over the term of Harbin's 15th people's congress, as the newspaper's review gives it. */
export const recordedRates: readonly RecordedRateValues[] = [
  { period: '换届之初 (beginning of the term)', value: 0.85 },
  { period: '五年后 (five years later)', value: 0.948 },
].map((point) => ({ name: '代表意见建议落实率', cityCode: '230100', source, note, ...point }));
