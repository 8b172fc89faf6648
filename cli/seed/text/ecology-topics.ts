import { pairUp, type Topic } from './topic.ts';

const greenSpace: Topic = {
  id: 'green-space',
  name: '城市绿地与公益性体育场地',
  isFromReview: true,
  settings: ['URBAN'],
  titles: (place) => [
    `关于增加${place}公共绿地的建议`,
    `关于保护${place}城市绿地不被侵占的建议`,
    `关于在${place}建设口袋公园的建议`,
    `关于将${place}公益性体育场地纳入保护的建议`,
    `关于开放${place}学校体育场地的建议`,
    `关于修缮${place}健身广场设施的建议`,
    `关于利用${place}边角地建设健身场地的建议`,
    `关于加强${place}绿地广场日常管护的建议`,
  ],
  contents: (place) =>
    pairUp(
      [
        `${place}人口密集，可供居民散步和锻炼的绿地、广场偏少，个别绿地被临时搭建和停车占用，居民意见较大。`,
        `${place}的健身场地多建于十年以前，器材锈蚀、地面破损，孩子打球、老人健身只能错开时间，安全也没有保障。`,
        `调研中发现，${place}有的绿地和公益性体育场地尚未列入保护目录，周边开发时容易被调整用途。`,
      ],
      [
        '建议：对现有绿地、广场和公益性体育场地逐块登记，符合条件的纳入保护目录并向社会公布，接受群众监督。',
        '建议：利用腾退地、边角地见缝插绿，同步安排健身设施；对被占用的绿地限期恢复。',
        '建议：明确管护单位和经费渠道，定期检修器材，推动有条件的学校和单位场地在课余时间开放。',
      ],
    ),
  organs: {
    CITY: ['natural-resources', 'urban-management', 'sports'],
    DISTRICT: ['urban-management', 'culture', 'natural-resources'],
    TOWNSHIP: ['government', 'construction-office'],
  },
};

const riverEcology: Topic = {
  id: 'river-ecology',
  name: '河岸生态保护',
  isFromReview: true,
  settings: ['URBAN', 'RURAL'],
  titles: (place) => [
    `关于加强${place}河岸生态保护的建议`,
    `关于整治${place}沿河排污口的建议`,
    `关于修复${place}河道护坡的建议`,
    `关于清理${place}河道垃圾和漂浮物的建议`,
    `关于建设${place}滨河休闲步道的建议`,
    `关于落实${place}河长巡查责任的建议`,
    `关于保护${place}河滩湿地的建议`,
    `关于治理${place}黑臭水体反弹的建议`,
  ],
  contents: (place) =>
    pairUp(
      [
        `${place}沿河两岸居民较多，近年来河道治理成效明显，但雨季仍有污水溢流，岸边垃圾清运不及时，夏季气味较重。`,
        `沿${place}河段步行查看，部分护坡塌陷、树木倒伏，步道中断，居民散步需要绕行，汛期也存在隐患。`,
        `${place}河滩湿地是候鸟停歇的地方，近年来有人开荒、倾倒渣土，生态功能受到影响。`,
      ],
      [
        '建议：对沿河排口逐一溯源、建立台账，汛前完成清淤；河长巡查情况定期向两岸居民公开。',
        '建议：编制岸线修复计划，采用生态护坡，贯通滨河步道，并设置必要的照明和救生设施。',
        '建议：划定湿地保护范围，设立界桩和警示牌，联合执法查处倾倒和开垦行为。',
      ],
    ),
  organs: {
    CITY: ['water', 'ecology', 'urban-management'],
    DISTRICT: ['water', 'ecology'],
    TOWNSHIP: ['government', 'construction-office'],
  },
};

const heritageProtection: Topic = {
  id: 'heritage-protection',
  name: '历史文物遗址保护',
  isFromReview: true,
  settings: ['URBAN', 'RURAL'],
  titles: (place) => [
    `关于保护${place}历史文物遗址的建议`,
    `关于修缮${place}历史建筑的建议`,
    `关于划定${place}文物保护范围的建议`,
    `关于挖掘${place}历史文化资源的建议`,
    `关于设立${place}遗址说明标识的建议`,
    `关于加强${place}文物日常巡查的建议`,
    `关于活化利用${place}老建筑的建议`,
    `关于开展${place}文物保护宣传的建议`,
  ],
  contents: (place) =>
    pairUp(
      [
        `${place}保存着一些有价值的历史遗址，但多数没有保护标志，群众不了解其来历，周边施工时容易受到破坏。`,
        `${place}几处老建筑年久失修，墙体开裂、屋面漏雨，产权关系复杂，修缮责任迟迟落实不了。`,
        `${place}的老人们对当地历史如数家珍，可是相关资料零散，年轻人知之甚少，文化传承缺少载体。`,
      ],
      [
        '建议：由文物主管部门组织普查，划定保护范围和建设控制地带，设置说明标识，并落实看护人员。',
        '建议：区分产权情况制定修缮方案，争取专项资金，在保护的前提下引入展览、阅读等公益用途。',
        '建议：收集整理口述史料，与学校、社区合作开展宣传，把遗址参观纳入研学路线。',
      ],
    ),
  organs: {
    CITY: ['culture', 'natural-resources', 'housing'],
    DISTRICT: ['culture', 'natural-resources'],
    TOWNSHIP: ['government', 'society-office'],
  },
};

export const ecologyTopics: readonly Topic[] = [greenSpace, riverEcology, heritageProtection];
