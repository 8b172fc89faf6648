import { pairUp, type Topic } from './topic.ts';

const livelihood: Topic = {
  id: 'livelihood',
  name: '民生实事',
  isFromReview: true,
  settings: ['URBAN', 'RURAL'],
  titles: (place) => [
    `关于办好${place}群众身边实事的建议`,
    `关于改善${place}居民饮水条件的建议`,
    `关于优化${place}公交线路的建议`,
    `关于规范${place}物业服务的建议`,
    `关于增设${place}便民市场的建议`,
    `关于方便${place}群众就近办事的建议`,
    `关于修复${place}损坏路灯的建议`,
    `关于公开${place}民生项目进度的建议`,
  ],
  contents: (place) =>
    pairUp(
      [
        `在${place}联络站接待群众时，反映最多的还是路灯、饮水、买菜、乘车这些身边小事，单件不大，却直接关系群众的获得感。`,
        `${place}每年都确定一批民生实事项目，但进度公开不够及时，群众不清楚何时开工、何时完工。`,
        `${place}部分居民办理社保、医保等事项仍要往返多个窗口，老人不会使用手机操作，希望有人帮办代办。`,
      ],
      [
        '建议：建立民生小事台账，能当场解决的当场解决，需要协调的明确单位和时限，办结后回访群众。',
        '建议：民生项目从征集、确定到验收全过程公开，邀请代表和居民参加监督评议。',
        '建议：把高频事项下放到街道、乡镇和社区办理，设立帮办代办岗，为老年人保留线下渠道。',
      ],
    ),
  organs: {
    CITY: ['development', 'housing', 'finance'],
    DISTRICT: ['development', 'civil-affairs', 'finance'],
    TOWNSHIP: ['government', 'society-office'],
  },
};

const elderlyCare: Topic = {
  id: 'elderly-care',
  name: '社区养老',
  isFromReview: false,
  settings: ['URBAN', 'RURAL'],
  titles: (place) => [
    `关于完善${place}社区养老服务的建议`,
    `关于在${place}增设老年助餐点的建议`,
    `关于推进${place}居家适老化改造的建议`,
    `关于关爱${place}独居空巢老人的建议`,
    `关于发展${place}互助养老的建议`,
    `关于加强${place}养老护理队伍建设的建议`,
    `关于推动${place}医养结合服务的建议`,
    `关于盘活${place}闲置房屋办养老驿站的建议`,
  ],
  contents: (place) =>
    pairUp(
      [
        `${place}老龄化程度逐年加深，独居、空巢老人增多，做饭、洗浴、看病成为子女最牵挂的事，现有服务设施数量和功能都跟不上。`,
        `${place}已建的养老服务站存在重建轻管现象，有的平时关门，有的只有几把椅子，老人不愿意去。`,
        `座谈中，${place}的老人希望在家门口吃上热饭，希望护理人员能够定期上门，但专业人员短缺、收费标准不清。`,
      ],
      [
        '建议：合理布点老年食堂和日间照料中心，采取政府补一点、企业让一点、个人出一点的办法保障运行。',
        '建议：建立独居老人定期探访制度，推进楼道扶手、卫生间防滑等适老化改造，并配备紧急呼叫设备。',
        '建议：依托社区卫生服务机构签约上门，培训护理员队伍，公开服务项目和价格，接受老人评价。',
      ],
    ),
  organs: {
    CITY: ['civil-affairs', 'health', 'finance'],
    DISTRICT: ['civil-affairs', 'health'],
    TOWNSHIP: ['government', 'society-office'],
  },
};

const epidemicPrevention: Topic = {
  id: 'epidemic-prevention',
  name: '疫情防控',
  isFromReview: true,
  settings: ['URBAN', 'RURAL'],
  titles: (place) => [
    `关于完善${place}疫情防控应急机制的建议`,
    `关于加强${place}基层防疫物资储备的建议`,
    `关于关爱${place}一线防疫人员的建议`,
    `关于提升${place}基层医疗机构能力的建议`,
    `关于优化${place}核酸采样点设置的建议`,
    `关于保障${place}封控期间居民生活的建议`,
    `关于做好${place}老年人疫苗接种的建议`,
    `关于健全${place}公共卫生信息通报的建议`,
  ],
  contents: (place) =>
    pairUp(
      [
        `新冠肺炎疫情防控期间，${place}社区工作者和志愿者连续作战，但人手不足、物资调配不及时、信息多头报送等问题也比较突出。`,
        `${place}基层医疗机构发热诊室条件有限，医务人员偏少，群众遇到发热症状时往往不清楚应该去哪里就诊。`,
        `居民反映，${place}采样点设置不够合理，老人、孩子排队时间长，特殊人群的就医和用药保障还需细化。`,
      ],
      [
        '建议：总结经验，制定社区应急预案，明确人员编组和物资储备标准，平时定期演练，关键时刻拉得出、顶得上。',
        '建议：加大基层医疗机构投入，改造发热诊室，统一信息报送口径，减轻社区重复填表负担。',
        '建议：为行动不便的老人、孕产妇和慢性病患者建立服务清单，开通就医购药绿色通道。',
      ],
    ),
  organs: {
    CITY: ['health', 'emergency', 'medical-insurance'],
    DISTRICT: ['health', 'emergency'],
    TOWNSHIP: ['government', 'society-office'],
  },
};

export const livelihoodTopics: readonly Topic[] = [livelihood, elderlyCare, epidemicPrevention];
