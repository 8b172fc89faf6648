import type { Random } from './seeded-random.ts';

/** Frequent surnames, each once per how often it is met, roughly. */
const surnames = Array.from(
  '王王王王李李李李张张张张刘刘刘陈陈赵赵孙孙杨杨周周吴徐徐朱胡郭何高林马罗梁宋郑谢韩唐冯于于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文',
);
const firstCharacters = Array.from('建国志文晓海秋立永玉德振光宏景长新凤秀桂淑丽雪佳思雨子浩俊天成一世家兆松冰');
const lastCharacters = Array.from(
  '军华伟东平峰波辉斌杰宁林龙刚勇民生山河阳亮鹏宇轩娜芳红霞燕敏静颖琳洁梅英玲莹娟萍雁然',
);

/** The two deputies that the newspaper review names: their cases are real, so no invented deputy may bear their names. */
const namesOfRealDeputies: ReadonlySet<string> = new Set(['于桂芳', '宋贵森']);

/**
 * An invented name of three characters, as shorter ones soon meet somebody known. It may repeat, as names do; likeness
 * with a living person is chance, so a record that bears it is marked as synthetic.
 */
export function inventDeputyName(random: Random): string {
  for (;;) {
    const name = random.pick(surnames) + random.pick(firstCharacters) + random.pick(lastCharacters);
    if (!namesOfRealDeputies.has(name)) return name;
  }
}
