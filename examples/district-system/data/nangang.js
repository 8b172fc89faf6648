/** 南岗区: its streets, towns and townships (statistical codes of 2023) and, set up for this example, a station for each. */
export const district = '230103';

const rows = `
230103001 花园街道
230103002 奋斗路街道
230103003 革新街道
230103004 文化街道
230103005 大成街道
230103006 芦家街道
230103007 荣市街道
230103009 燎原街道
230103010 松花江街道
230103011 曲线街道
230103012 通达街道
230103013 七政街道
230103015 和兴路街道
230103016 哈西街道
230103017 保健路街道
230103018 先锋路街道
230103019 新春街道
230103020 跃进街道
230103101 王岗镇
230103201 红旗满族乡
230103500 红旗农场
230103579 南岗区农垦`;

const kinds = { 0: 'STREET', 1: 'TOWN', 2: 'ETHNIC_TOWNSHIP', 5: 'QUASI' };

export const townships = rows
  .trim()
  .split('\n')
  .map((row) => {
    const [code, name] = row.split(' ');
    const kind = kinds[code[6]];
    return { code, name, kind, hasCongress: kind === 'TOWN' || kind === 'ETHNIC_TOWNSHIP' };
  });

export const stations = townships.map(({ code, name }) => ({
  id: `${code}-S1`,
  name: `${name}人大代表联络站`,
  townshipCode: code,
  openedOn: '2020-06-01',
  openingHours: code.startsWith('2301031') || code.startsWith('2301032') ? '周二 8:30–11:30' : '周一至周五 8:30–17:00',
}));
