import { pairUp, type Topic } from './topic.ts';

const roadsidePoles: Topic = {
  id: 'roadside-poles',
  name: '电线杆占道',
  isFromReview: true,
  settings: ['URBAN', 'RURAL'],
  titles: (place) => [
    `关于迁移${place}占道电线杆的建议`,
    `关于治理${place}电线杆占用道路问题的建议`,
    `关于推进${place}架空线缆入地的建议`,
    `关于清理${place}废弃通信杆线的建议`,
    `关于消除${place}路中电线杆安全隐患的建议`,
    `关于整治${place}背街小巷空中飞线的建议`,
    `关于明确${place}占道杆线权属责任的建议`,
    `关于${place}道路拓宽同步迁改杆线的建议`,
  ],
  contents: (place) =>
    pairUp(
      [
        `${place}部分道路拓宽后，原有电线杆未同步迁移，立在车行道或人行道中间，夜间和雪后极易发生碰撞，群众多次反映。`,
        `经实地查看，${place}背街小巷内电力、通信、有线电视杆线混杂，其中不少已经废弃，权属单位难以确认，清理工作久拖不决。`,
        `${place}沿街线缆低垂缠绕，既影响市容，也妨碍消防车通行，社区曾自行捆扎，但治标不治本。`,
      ],
      [
        '建议：由城管部门牵头逐杆登记权属，列出迁移清单和完成时限；暂时不能迁移的，先设置反光警示标识。',
        '建议：今后道路新建、改扩建项目一律把杆线迁改列入同一工程、同步验收；废弃杆线公告期满后统一拆除。',
        '建议：建立电力、通信企业参加的联席会商机制，按片区推进线缆入地，费用由权属单位和财政合理分担。',
      ],
    ),
  organs: {
    CITY: ['urban-management', 'industry', 'housing'],
    DISTRICT: ['urban-management', 'industry', 'transport'],
    TOWNSHIP: ['government', 'construction-office', 'enforcement-team'],
  },
};

const streetNaming: Topic = {
  id: 'street-naming',
  name: '道路街巷命名',
  isFromReview: true,
  settings: ['URBAN', 'RURAL'],
  titles: (place) => [
    `关于规范${place}道路街巷命名的建议`,
    `关于统一${place}相连路段名称的建议`,
    `关于为${place}新建道路及时命名的建议`,
    `关于补设${place}街路名牌的建议`,
    `关于保护${place}老街巷历史地名的建议`,
    `关于解决${place}一路多名问题的建议`,
    `关于清理${place}重名街路的建议`,
    `关于更换${place}破损门楼牌的建议`,
  ],
  contents: (place) =>
    pairUp(
      [
        `${place}有几条首尾相接的街路至今各用各的名字，外来车辆和快递、急救人员经常走错，居民报地址时也要反复解释。`,
        `${place}新建小区周边的道路已通车两年，仍没有正式名称和路牌，导航上只显示为无名路，群众办理落户、收件都不方便。`,
        `${place}一些老地名承载着城市记忆，近年来改造拆迁后逐渐消失，居民希望能够保留下来。`,
      ],
      [
        '建议：由民政部门会同规划、公安部门开展一次地名普查，提出命名更名方案，公示征求意见后实施。',
        '建议：新建道路在竣工验收前完成命名和路牌设置；更名后由相关部门主动为居民变更证照提供便利。',
        '建议：建立历史地名保护名录，新命名优先启用老地名，并在路牌上标注来历。',
      ],
    ),
  organs: {
    CITY: ['civil-affairs', 'natural-resources', 'public-security'],
    DISTRICT: ['civil-affairs', 'natural-resources'],
    TOWNSHIP: ['government', 'society-office'],
  },
};

const snowClearing: Topic = {
  id: 'snow-clearing',
  name: '清冰雪',
  isFromReview: false,
  settings: ['URBAN', 'RURAL'],
  titles: (place) => [
    `关于提高${place}清冰雪作业效率的建议`,
    `关于加强${place}背街小巷清雪的建议`,
    `关于规范${place}融雪剂使用的建议`,
    `关于落实${place}门前清雪责任的建议`,
    `关于优先清理${place}公交站台冰雪的建议`,
    `关于增设${place}残雪临时堆放点的建议`,
    `关于改善${place}坡道桥面防滑措施的建议`,
    `关于组织${place}社会力量参与清雪的建议`,
  ],
  contents: (place) =>
    pairUp(
      [
        `降雪之后，${place}主干道清理较为及时，但背街小巷和小区出入口常常几天无人清理，结冰后老人摔伤的情况每年都有。`,
        `${place}公交站台、过街天桥积雪压实成冰，早高峰乘客上下车十分危险，坡道路段车辆打滑追尾时有发生。`,
        `在${place}走访时，居民反映清出的残雪长时间堆在树池和绿化带旁，融雪剂对树木和路面造成损害。`,
      ],
      [
        '建议：划分清雪责任区并公示责任人，按先站台、坡道、学校，后一般路段的顺序作业，雪停后限时完成。',
        '建议：为社区配备小型清雪机械，支持物业、商户和志愿者参与，对未履行门前责任的及时提醒。',
        '建议：减少融雪剂用量，设置固定残雪堆放场地，并安排专人巡查易结冰点位。',
      ],
    ),
  organs: {
    CITY: ['urban-management', 'traffic-police', 'transport'],
    DISTRICT: ['urban-management', 'traffic-police'],
    TOWNSHIP: ['government', 'enforcement-team'],
  },
};

export const streetTopics: readonly Topic[] = [roadsidePoles, streetNaming, snowClearing];
