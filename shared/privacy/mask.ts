/** What everybody may see of a name: 张* of 张三. Null stays null, as nothing was given. */
export function maskName(name: string | null): string | null {
  if (name === null) return null;
  const [first = ''] = name;
  return `${first}*`;
}

/** What everybody may see of a telephone number: 138****1234 of a mobile one, the last two digits of any other. */
export function maskPhone(phone: string | null): string | null {
  if (phone === null) return null;
  if (/^1\d{10}$/.test(phone)) return `${phone.slice(0, 3)}****${phone.slice(-4)}`;
  return `${'*'.repeat(Math.max(0, phone.length - 2))}${phone.slice(-2)}`;
}
