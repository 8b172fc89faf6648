import { expect, test } from '@jest/globals';
import { communityName } from './community-name.ts';

test.each([
  ['松江村村委会', '松江村'],
  ['松花江村委会', '松花江村'],
  ['庆丰村村民委员会', '庆丰村'],
  ['省报社社区居委会', '省报社社区'],
  ['红星社区居民委员会', '红星社区'],
  ['天鹅湾社区委员会', '天鹅湾社区'],
  ['三电社区居民委会', '三电社区'],
  ['第一居委会', '第一居委会'],
  ['红旗农场望哈管理区', '红旗农场望哈管理区'],
  ['南红社区', '南红社区'],
])('%s is named %s without its committee', (full, short) => {
  expect(communityName(full)).toBe(short);
});
