import type { RedirectTarget } from '../../../subgraphs/township/opinion/opinion-status.ts';

/** What keepers write of invented opinions. Nobody's name, number or address stands in them. */
export const onTheSpotAnswers = [
  '已当场说明办理流程和所需材料，并告知咨询窗口。',
  '经与社区核实，相关工作已列入本月计划，当场告知。',
  '属政策咨询，已当场讲解并提供办事指南。',
] as const;

export const redirections: readonly { readonly target: RedirectTarget; readonly note: string }[] = [
  { target: 'PETITION', note: '属信访事项，已告知受理渠道。' },
  { target: 'COURT', note: '属诉讼事项，已告知立案窗口。' },
  { target: 'MEDIATION', note: '属邻里纠纷，已引导至人民调解委员会。' },
  { target: 'HOTLINE', note: '属便民服务事项，已告知 12345 热线。' },
  { target: 'LEGAL_AID', note: '需要法律援助，已告知援助中心。' },
];

export const escalationReasons = ['涉及多个村和社区，需统筹解决。', '群众反映集中，建议列入主席团议题。'] as const;

export const feedbacks = [
  '已向群众反馈办理情况，群众表示理解。',
  '已上门回访，问题得到解决。',
  '已说明进展和后续安排。',
] as const;
