import { enumTypeOf } from '../../../shared/subgraph/enum-type.ts';
import { adoptionStates } from './opinion-adoption.entity.ts';
import { opinionStatuses, personalDataPurposes, redirectTargets } from './opinion-status.ts';

export const OpinionStatusEnum = enumTypeOf(
  'CitizenOpinionStatus',
  opinionStatuses,
  "State of a citizen's opinion (群众意见): REGISTERED 已登记, TRIAGED 已分类, ANSWERED_ON_SPOT 当场答复, REDIRECTED 引导至其他渠道, TO_GOVERNMENT 转政府部门, ADOPTED_BY_DEPUTY 代表采纳, ESCALATED 上报, FEEDBACK_GIVEN 已反馈, CLOSED 已办结.",
);

export const AdoptionStateEnum = enumTypeOf(
  'OpinionAdoptionState',
  adoptionStates,
  'WAITING 待送达: the draft goes to another level, which has not made it yet; DRAFTED 已起草.',
);

export const RedirectTargetEnum = enumTypeOf(
  'RedirectTarget',
  redirectTargets,
  'Where a citizen is sent whose matter no congress can take up: PETITION 信访, COURT 法院, PROCURATORATE 检察院, POLICE 公安, MEDIATION 人民调解, ARBITRATION 仲裁, LEGAL_AID 法律援助, HOTLINE 12345 热线, OTHER 其他.',
);

export const PersonalDataPurposeEnum = enumTypeOf(
  'PersonalDataPurpose',
  personalDataPurposes,
  'What personal data is asked for; the audit trail keeps it: CONTACT 联系群众, VERIFICATION 核实, HANDLING 办理, FEEDBACK 反馈, SUPERVISION 监督.',
);
