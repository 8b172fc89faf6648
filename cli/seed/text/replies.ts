import type { RefusalReason, ReplyCategory, SatisfactionGrade } from '../../../shared/suggestion/suggestion-grade.ts';

/** What a reply speaks of. */
export interface ReplyContext {
  readonly organ: string;
  readonly topic: string;
  readonly place: string;
}

/** Texts of a reply (答复), per category. */
export const replies: Readonly<Record<ReplyCategory, (context: ReplyContext) => readonly string[]>> = {
  A: ({ organ, topic, place }) => [
    `您提出的关于${place}${topic}的建议收悉。${organ}会同有关单位到现场踏查，与您当面沟通后制定了整改方案，目前建议所提事项已全部办结，现场情况已请您确认。下一步将落实日常管护责任，防止问题反弹。感谢您对我们工作的关心和支持。`,
    `经${organ}研究办理，现就${topic}问题答复如下：所涉点位已逐一登记并完成整治，相关制度已印发执行，办理结果已在${place}范围内公示，群众反映良好。`,
    `${organ}高度重视您的建议，由主要负责人牵头办理。${place}相关工作已经完成并通过验收，建议所提三项内容均已落实。欢迎您继续监督。`,
  ],
  B: ({ organ, topic, place }) => [
    `您提出的关于${topic}的建议收悉。${organ}已将${place}相关项目列入工作计划，前期踏查和方案设计已经完成，将在承诺时限内组织实施，进展情况会主动向您报告。`,
    `经研究，${place}${topic}工作涉及多个部门，${organ}已明确责任分工和时间表，部分点位先行启动，其余将按计划推进，完成后再次向您书面答复。`,
    `${organ}采纳您的建议。因施工受季节和资金安排限制，${place}的相关工程拟分期实施，承诺完成时间已在本答复中注明，请予监督。`,
  ],
  C: ({ organ, topic, place }) => [
    `您提出的${topic}建议具有现实意义。受规划和资金条件所限，${place}目前尚不具备全面实施条件，${organ}将持续关注，待条件成熟后优先安排，并先行采取临时措施减轻影响。`,
    `${organ}认真研究了您的建议。由于需要上级政策支持，${place}${topic}问题短期内难以解决，我们已将情况向上级主管部门反映，后续进展将及时告知。`,
    `关于${place}${topic}的建议，经${organ}论证，现阶段实施成本较高、权属关系尚需理顺，拟作为储备事项纳入今后计划。`,
  ],
  D: ({ organ, topic, place }) => [
    `您提出的关于${topic}的建议收悉。所提措施与现行规定尚有不一致之处，${organ}将在今后制定${place}相关政策时认真参考。感谢您的理解。`,
    `${organ}对您的建议进行了专题研究。${place}现有做法已能覆盖所提情形，相关意见留作工作参考，如有新的情况请随时与我们联系。`,
    `关于${topic}，${organ}已将您的意见汇总整理，作为完善${place}有关工作的参考依据。`,
  ],
};

/** Reasons that a review committee gives with a refusal (不予立案). */
export const notAcceptedReasons: Readonly<Record<RefusalReason, readonly string[]>> = {
  OUTSIDE_DUTIES: [
    '所提事项不属于本级国家机关职权范围，建议通过相应渠道反映。',
    '该事项由中央垂直管理单位负责，本级无权处理。',
  ],
  PERSONAL_MATTER: [
    '内容属于代表本人或其亲属的个人问题，不作为代表建议处理。',
    '反映的是个别住户之间的民事纠纷，建议由社区调解。',
  ],
  PENDING_IN_COURT: ['所涉纠纷已进入司法程序，不宜作为代表建议提出。', '案件正在审理之中，应当依法由人民法院处理。'],
  COMMERCIAL_INTEREST: [
    '内容涉及为特定企业推介产品，不作为代表建议处理。',
    '所提事项属于企业具体经营活动，应由市场主体自行决定。',
  ],
  DUPLICATE: ['与本次会议已立案的建议内容相同，且未提出新的情况。', '同一代表已就同一事项提出建议并正在办理之中。'],
  NOT_SPECIFIC: [
    '未说明具体地点和情况，承办单位难以办理，请补充后重新提出。',
    '建议内容较为笼统，缺少明确的事项和要求。',
  ],
};

/** Reasons that a lead deputy gives in writing (撤回). */
export const withdrawnReasons: readonly string[] = [
  '经与承办单位沟通，所提问题已在办理前得到解决，申请撤回。',
  '情况发生变化，原建议的内容已不适用，申请撤回后另行提出。',
  '与其他代表的建议内容相近，拟合并后联名提出，申请撤回本件。',
  '需要进一步调研核实有关数据，待成熟后再行提出。',
  '所涉工程已列入当年计划并开工，申请撤回本建议。',
];

/** Comments that a deputy leaves with a grade (评价). */
export const evaluationComments: Readonly<Record<SatisfactionGrade, readonly string[]>> = {
  SATISFIED: [
    '承办单位多次到现场沟通，问题解决得彻底，群众满意。',
    '办理及时，答复具体，落实情况与答复一致。',
    '实地看过，整改到位，希望长期保持。',
    '从沟通到落实都很认真，感谢承办单位。',
  ],
  BASICALLY_SATISFIED: [
    '主要问题已经解决，个别点位还需要继续跟进。',
    '答复态度诚恳，计划清楚，希望按承诺时间完成。',
    '办理过程沟通充分，但进度比预期慢一些。',
    '方向是对的，后续管护还需要明确责任人。',
  ],
  UNSATISFIED: [
    '答复写得好，现场却没有变化，希望重新办理。',
    '承办单位没有与我见面沟通，情况掌握得不准确。',
    '只解决了表面问题，雨后又恢复原样。',
    '承诺的时间已过，仍未看到进展。',
  ],
};
