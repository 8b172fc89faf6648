/** Reasons that go with closing a case whose answer solves nothing yet (办结说明). */
export const unsolvedClosingNotes: readonly string[] = [
  '承办单位已向代表当面说明暂不具备条件的原因，代表表示理解，列入储备事项后办结。',
  '所提事项需上级政策支持，已书面转报并告知代表，本件先行办结，后续情况另行通报。',
  '经核实，意见已供制定相关政策参考，承办单位承诺条件具备时主动联系代表。',
];

/** Reasons that go with closing a case in which a deputy is not satisfied with the result. */
export const disputedClosingNotes: readonly string[] = [
  '代表对办理结果的不同意见已如实记录并转承办单位，本件按现有答复办结，列入下一年度跟踪事项。',
  '已组织承办单位与代表再次见面沟通，分歧之处写入办理档案，由工作机构继续督促落实。',
  '办理结果与代表预期尚有差距，整改要求和时限已函告承办单位，办结后仍将回访。',
];
