/** What an organ sets out to do (办理方案). */
export const handlingPlans: readonly string[] = [
  '成立办理小组，先到现场核实情况，再与代表当面沟通，两个月内拿出书面答复。',
  '由分管负责人牵头，会同相关科室列出问题清单和时限，逐项落实后答复代表。',
  '与代表电话沟通后约定现场踏查，根据踏查结果确定能办、缓办事项。',
];

/** What a co-handler thinks (协办意见). */
export const opinions: readonly string[] = [
  '所提事项涉及我单位职责的部分已纳入年度工作安排，请主办单位一并答复。',
  '同意主办单位的初步意见，我单位将在项目审批环节予以配合。',
  '经核实，现有管线资料可以提供，建议会同现场查勘后再定方案。',
];

/** What a reviewer asks a deputy to mend. */
export const returnNotes: readonly string[] = [
  '案由清楚，但缺少具体建议，请补充后再行提交。',
  '一件建议涉及多个互不相关的事项，请按一事一案分别提出。',
  '所述地点、时间不明确，请核实补充。',
];

/** Why an organ asks to give a case back. */
export const returnRequestReasons: readonly string[] = [
  '所提事项的主管职责已随机构改革划转，不在我单位职责范围内。',
  '该路段由其他单位养护管理，建议改由其主办。',
];

export const returnDecisionNotes: readonly string[] = ['情况属实，同意改派。', '经核对职责清单，同意调整承办单位。'];

export const rehandlingReasons: readonly string[] = [
  '领衔代表对办理结果不满意，请承办单位重新研究，一个月内再次答复。',
  '答复与现场情况不符，请重新办理并与代表当面沟通。',
];

export const mergerNotes: readonly string[] = ['与另一件建议所提事项相同，并案办理，分别答复。'];

/** Made-up institutions, named so that nobody takes them for real ones. */
export const evaluators: readonly string[] = ['示例第三方评估机构甲', '示例第三方评估机构乙'];
