import { pairUp, type Topic } from './topic.ts';

const pesticidePackaging: Topic = {
  id: 'pesticide-packaging',
  name: '农药包装废弃物',
  isFromReview: true,
  settings: ['RURAL'],
  titles: (place) => [
    `关于治理${place}农药包装废弃物污染的建议`,
    `关于完善${place}农药包装回收网点的建议`,
    `关于落实${place}农药经销商回收责任的建议`,
    `关于建立${place}农药瓶有偿回收制度的建议`,
    `关于规范${place}农药包装集中处置的建议`,
    `关于清理${place}田间地头农药瓶的建议`,
    `关于推广${place}大包装农药使用的建议`,
    `关于加强${place}农药包装污染宣传的建议`,
  ],
  contents: (place) =>
    pairUp(
      [
        `春耕和夏管期间，${place}田间地头、沟渠旁随处可见废弃的农药瓶和包装袋，残留药液渗入土壤和水体，村民十分担心。`,
        `${place}虽然设立了回收点，但距离地块远、补偿低，农户交回的积极性不高，经销商也缺少存放场地。`,
        `走访${place}种植大户时了解到，回收上来的包装物没有稳定的处置去向，堆放时间一长又形成新的污染。`,
      ],
      [
        '建议：按村设置回收箱，实行押金或有偿回收；落实生产企业和经销商的回收责任，执法部门定期检查。',
        '建议：由县级统一委托有资质的单位转运处置，财政给予运费补助，每季公布回收数量。',
        '建议：推广大包装和可降解包装，发挥合作社统防统治的作用，从源头减少废弃物。',
      ],
    ),
  organs: {
    CITY: ['agriculture', 'ecology', 'finance'],
    DISTRICT: ['agriculture', 'ecology'],
    TOWNSHIP: ['government', 'agriculture-centre'],
  },
};

const ruralRoads: Topic = {
  id: 'rural-roads',
  name: '农村公路养护',
  isFromReview: false,
  settings: ['RURAL'],
  titles: (place) => [
    `关于修缮${place}破损农村公路的建议`,
    `关于硬化${place}田间机耕路的建议`,
    `关于加强${place}通村公路日常养护的建议`,
    `关于增设${place}村道安全设施的建议`,
    `关于改造${place}农村危桥的建议`,
    `关于治理${place}村路超限运输的建议`,
    `关于开通${place}村屯客运班线的建议`,
    `关于疏通${place}村道边沟涵洞的建议`,
  ],
  contents: (place) =>
    pairUp(
      [
        `${place}部分通村公路建成十余年，冻融翻浆后路面坑洼断裂，秋收运粮车辆通行困难，村民出行和学生上学都受影响。`,
        `${place}的村道弯多路窄，急弯、临水路段缺少护栏和标志，冬季结冰后事故多发。`,
        `${place}有村屯至今不通客车，老人看病、赶集要步行到镇上搭车，群众盼望已久。`,
      ],
      [
        '建议：对农村公路状况逐段评定，优先修复翻浆路段和危桥，养护资金和完成情况在村务公开栏公示。',
        '建议：补齐护栏、标志和减速设施，疏通边沟涵洞，对超限运输车辆加强治理。',
        '建议：推行路长制和群众养护员制度，有条件的线路试行预约客运，方便群众出行。',
      ],
    ),
  organs: {
    CITY: ['transport', 'finance'],
    DISTRICT: ['transport', 'finance'],
    TOWNSHIP: ['government', 'construction-office'],
  },
};

const blackSoil: Topic = {
  id: 'black-soil',
  name: '黑土地保护',
  isFromReview: false,
  settings: ['RURAL'],
  titles: (place) => [
    `关于加强${place}黑土地保护的建议`,
    `关于推进${place}秸秆还田的建议`,
    `关于治理${place}耕地侵蚀沟的建议`,
    `关于提升${place}高标准农田管护水平的建议`,
    `关于推广${place}保护性耕作的建议`,
    `关于支持${place}农民施用有机肥的建议`,
    `关于制止${place}盗挖黑土行为的建议`,
    `关于完善${place}农田排水设施的建议`,
  ],
  contents: (place) =>
    pairUp(
      [
        `${place}是粮食主产区，多年高强度耕作后耕层变薄、有机质下降，坡耕地的侵蚀沟逐年扩大，农户看在眼里急在心里。`,
        `${place}秸秆还田补贴发放偏晚，大型农机不足，农户担心影响春播，参与保护性耕作的积极性不高。`,
        `${place}一些已建成的高标准农田排水沟淤积、桥涵损坏，管护主体不明确，遇到连雨天仍会内涝。`,
      ],
      [
        '建议：把侵蚀沟治理纳入年度水土保持计划，优先安排坡耕地集中的村；对盗挖黑土行为从严查处。',
        '建议：提前兑付秸秆还田和深松补贴，支持合作社购置农机，组织技术人员到田间指导。',
        '建议：明确高标准农田管护责任和经费标准，由村集体组织日常维护，乡镇定期检查。',
      ],
    ),
  organs: {
    CITY: ['agriculture', 'water', 'natural-resources'],
    DISTRICT: ['agriculture', 'water', 'natural-resources'],
    TOWNSHIP: ['government', 'agriculture-centre'],
  },
};

export const countrysideTopics: readonly Topic[] = [pesticidePackaging, ruralRoads, blackSoil];
