import { pairUp, type Topic } from './topic.ts';

const privateEconomy: Topic = {
  id: 'private-economy',
  name: '民营经济发展',
  isFromReview: true,
  settings: ['URBAN', 'RURAL'],
  titles: (place) => [
    `关于优化${place}民营企业营商环境的建议`,
    `关于缓解${place}小微企业融资难的建议`,
    `关于落实${place}惠企政策直达快享的建议`,
    `关于清理拖欠${place}中小企业账款的建议`,
    `关于支持${place}个体工商户发展的建议`,
    `关于帮助${place}企业招工引才的建议`,
    `关于规范${place}涉企检查收费的建议`,
    `关于培育${place}特色产业集群的建议`,
  ],
  contents: (place) =>
    pairUp(
      [
        `走访${place}民营企业时，企业负责人普遍反映惠企政策文件多、门槛不清，真正申报时材料重复，享受到的时间偏晚。`,
        `${place}小微企业缺少抵押物，贷款额度低、周期短，个别项目账款回收慢，资金周转压力较大。`,
        `${place}企业招工难与群众就业难并存，技能人才外流，企业之间配套能力弱，难以形成规模。`,
      ],
      [
        '建议：建立惠企政策清单和免申即享机制，由专人对接企业，年底评估兑现情况并公开。',
        '建议：扩大信用贷款和应急转贷规模，对拖欠中小企业账款逐笔登记、限期清偿。',
        '建议：推动校企合作订单培养，合并涉企检查事项，让企业把精力放在生产经营上。',
      ],
    ),
  organs: {
    CITY: ['industry', 'commerce', 'market-regulation'],
    DISTRICT: ['industry', 'development', 'market-regulation'],
    TOWNSHIP: ['government', 'economy-office'],
  },
};

const schooling: Topic = {
  id: 'schooling',
  name: '教育资源均衡',
  isFromReview: false,
  settings: ['URBAN', 'RURAL'],
  titles: (place) => [
    `关于均衡配置${place}教育资源的建议`,
    `关于增加${place}普惠性幼儿园学位的建议`,
    `关于改善${place}学校食堂条件的建议`,
    `关于加强${place}乡村教师队伍建设的建议`,
    `关于做好${place}课后延时服务的建议`,
    `关于保障${place}学生上下学安全的建议`,
    `关于关注${place}青少年心理健康的建议`,
    `关于改造${place}学校老旧操场的建议`,
  ],
  contents: (place) =>
    pairUp(
      [
        `${place}新建住宅区入住率不断提高，配套学校和幼儿园建设滞后，家长每天要横跨几个街区接送孩子。`,
        `${place}部分学校校舍、操场和食堂设施陈旧，教师年龄结构偏大，音体美教师缺口明显。`,
        `家长反映，${place}课后服务内容单一，学校门前交通秩序混乱，学生心理辅导力量不足。`,
      ],
      [
        '建议：根据学龄人口变化提前规划学位，配套学校与住宅同步交付；扩大普惠性学前教育供给。',
        '建议：推进集团化办学和教师轮岗交流，把设施改造列入年度计划并公布进度。',
        '建议：引入社会资源丰富课后服务，校警家协同维护上下学秩序，为每所学校配备心理健康教师。',
      ],
    ),
  organs: {
    CITY: ['education', 'development', 'finance'],
    DISTRICT: ['education', 'finance'],
    TOWNSHIP: ['government', 'society-office'],
  },
};

export const developmentTopics: readonly Topic[] = [privateEconomy, schooling];
