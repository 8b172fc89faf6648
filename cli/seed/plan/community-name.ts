const villageCommittee = /(?:村民委员会|村委会)$/;
const residentsCommittee = /(?:居民|居)?(?:委员会|委会)$/;

/**
 * The name of a community or village without its committee: 松江村村委会 and 松江村委会 both give 松江村,
 * 兆麟社区居委会 gives 兆麟社区. A name that would lose its sense, such as 第一居委会, stays whole.
 */
export function communityName(name: string): string {
  if (villageCommittee.test(name)) {
    const village = name.replace(villageCommittee, '');
    return village.endsWith('村') ? village : `${village}村`;
  }
  const community = name.replace(residentsCommittee, '');
  return community.endsWith('社区') ? community : name;
}
