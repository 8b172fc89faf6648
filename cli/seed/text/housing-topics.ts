import { pairUp, type Topic } from './topic.ts';

const elevatorRetrofit: Topic = {
  id: 'elevator-retrofit',
  name: '老旧小区加装电梯',
  isFromReview: true,
  settings: ['URBAN'],
  titles: (place) => [
    `关于加快${place}老旧小区加装电梯的建议`,
    `关于简化${place}既有住宅加装电梯审批的建议`,
    `关于破解${place}加装电梯邻里协商难题的建议`,
    `关于明确${place}加装电梯费用分摊办法的建议`,
    `关于提高${place}既有住宅加装电梯补贴的建议`,
    `关于统筹${place}加装电梯管线迁改的建议`,
    `关于落实${place}新装电梯后续维护责任的建议`,
    `关于推动${place}多层住宅连片加装电梯的建议`,
  ],
  contents: (place) =>
    pairUp(
      [
        `${place}上世纪八九十年代建成的多层住宅较多，住户中老年人比例高，高层老人上下楼十分不便。走访中，居民对加装电梯的呼声很高，但低层住户顾虑采光和噪声，协商往往停在楼组内部。`,
        `在${place}的几个小区调研时了解到，加装电梯要跑规划、住建、消防、市场监管等多个窗口，一部电梯从提出到开工常常超过一年，居民积极性受到影响。`,
        `${place}已有单元装上电梯并投入使用，老人们出门方便了，但管线迁改费用由谁承担、质保期满后由谁维护，至今没有明确说法。`,
      ],
      [
        '建议：一是设立一站式受理窗口，公布办理时限；二是由社区牵头，组织楼组协商并提供费用分摊参考比例；三是把水、电、气管线迁改纳入老旧小区改造统一安排。',
        '建议：由主管部门制定加装电梯操作指引，明确各环节责任单位；对协商一致的单元优先安排补贴资金；对已建成电梯建立维护资金归集办法。',
        '建议：选择意愿集中的小区连片试点，一次设计、一次施工，降低单台成本；同时引入第三方评估采光和噪声影响，以数据化解邻里分歧。',
      ],
    ),
  organs: {
    CITY: ['housing', 'natural-resources', 'market-regulation'],
    DISTRICT: ['housing', 'market-regulation', 'finance'],
    TOWNSHIP: ['government', 'construction-office'],
  },
};

const staticTraffic: Topic = {
  id: 'static-traffic',
  name: '静态交通管理',
  isFromReview: true,
  settings: ['URBAN'],
  titles: (place) => [
    `关于缓解${place}停车难问题的建议`,
    `关于规范${place}路内停车泊位管理的建议`,
    `关于推进${place}机关单位停车位错时共享的建议`,
    `关于整治${place}僵尸车占用泊位的建议`,
    `关于在${place}增建立体停车设施的建议`,
    `关于优化${place}医院周边停车秩序的建议`,
    `关于治理${place}学校门前接送停车拥堵的建议`,
    `关于盘活${place}闲置地块建设临时停车场的建议`,
  ],
  contents: (place) =>
    pairUp(
      [
        `${place}机动车保有量逐年增加，老旧小区规划泊位严重不足，夜间车辆占用消防通道和人行道的情况时有发生，居民之间因停车引起的纠纷不断。`,
        `在${place}视察静态交通管理时看到，部分路内泊位被长期占用，个别车辆积满灰尘无人处理，临时办事的群众却无处停车。`,
        `${place}的医院、学校周边早晚高峰停车矛盾突出，排队车辆占用行车道，既影响通行，也存在安全隐患。`,
      ],
      [
        '建议：一是摸清泊位底数并向社会公布；二是鼓励机关、企事业单位停车场夜间向居民开放；三是对长期占用公共泊位的废弃车辆依法清理。',
        '建议：利用边角地、闲置地建设立体或临时停车设施，合理调整收费时段，同时加强巡查，确保消防通道畅通。',
        '建议：由交管部门会同街道、社区制定一点一策的停车方案，设置即停即走区域，并定期评估效果、公开结果。',
      ],
    ),
  organs: {
    CITY: ['traffic-police', 'urban-management', 'natural-resources'],
    DISTRICT: ['urban-management', 'traffic-police', 'housing'],
    TOWNSHIP: ['government', 'enforcement-team'],
  },
};

const winterHeating: Topic = {
  id: 'winter-heating',
  name: '冬季供热',
  isFromReview: false,
  settings: ['URBAN', 'RURAL'],
  titles: (place) => [
    `关于提高${place}冬季供热质量的建议`,
    `关于改造${place}老旧供热管网的建议`,
    `关于解决${place}边角住户室温不达标的建议`,
    `关于畅通${place}供热投诉处理渠道的建议`,
    `关于加强${place}供热企业监督考核的建议`,
    `关于推进${place}分户供热改造的建议`,
    `关于完善${place}供热退费办法的建议`,
    `关于做好${place}供热应急抢修保障的建议`,
  ],
  contents: (place) =>
    pairUp(
      [
        `每到供热初期，${place}反映室温不达标的来电较为集中，主要是管网末端、顶层和冷山墙住户。联络站接待群众时，这一问题连续几年排在前列。`,
        `${place}部分小区供热管网使用年限超过二十年，跑冒滴漏频繁，抢修时常常整片停热，老人和孩子受影响最大。`,
        `入户走访中，${place}居民反映测温、退费手续繁琐，供热单位与物业之间责任不清，问题往往拖到供热期结束。`,
      ],
      [
        '建议：一是把超期管网改造列入年度计划并公开进度；二是统一测温标准和退费流程；三是建立供热单位考核与退出机制。',
        '建议：在供热期前组织一次全面排查，对反复投诉的楼栋逐户建档、销号管理，抢修信息及时告知居民。',
        '建议：由主管部门牵头设立供热服务专席，投诉限时回访，结果纳入企业信用评价。',
      ],
    ),
  organs: {
    CITY: ['housing', 'urban-management', 'market-regulation'],
    DISTRICT: ['housing', 'urban-management'],
    TOWNSHIP: ['government', 'construction-office'],
  },
};

export const housingTopics: readonly Topic[] = [elevatorRetrofit, staticTraffic, winterHeating];
