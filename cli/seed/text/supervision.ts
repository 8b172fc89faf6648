/** Who takes a case under supervision: made up, and named so that nobody takes them for real leaders. */
export const leaders: readonly string[] = ['示例副主任甲', '示例副主任乙', '示例副主任丙'];

/** Why more time is granted. */
export const extensionReasons: readonly string[] = [
  '涉及管线迁改，须待非供暖期施工，同意延期。',
  '方案需经公示和专家论证，时间不足，同意延期。',
];

/** What a tripartite consultation (三方磋商) came to. */
export const consultationOutcomes: readonly string[] = [
  '三方一致同意列入年度计划，由分管负责人牵头推进。',
  '就资金来源达成一致，主办单位一个月内提出实施方案。',
];

export const inspectionTopics: readonly string[] = ['代表建议办理情况专项视察', '民生类建议落实情况专项视察'];

/** What deputies found on the spot (专项视察). */
export const inspectionFindings: readonly string[] = [
  '现场已开工，进度与答复一致，建议加强围挡和夜间照明。',
  '部分路段尚未完成，请主办单位倒排工期并向代表通报。',
];

/** A made-up matter that is kept within its level (涉密). */
export const secretMatter = {
  title: '关于加强应急物资储备点安全防护的建议（示例）',
  content: '部分储备点的值守和防护有待加强，建议完善制度并定期检查。（示例内容，不涉及任何真实储备点）',
  topic: '应急管理',
};
