import { describe, expect, test } from '@jest/globals';
import { maskName, maskPhone } from './mask.ts';

describe('personal data is masked', () => {
  test.each([
    ['张三', '张*'],
    ['欧阳震华', '欧*'],
    ['𠮷田', '𠮷*'],
    ['Ann Lee', 'A*'],
    [null, null],
  ])('the name %s as %s', (name, masked) => {
    expect(maskName(name)).toBe(masked);
  });

  test.each([
    ['13812341234', '138****1234'],
    ['0451-84612345', '***********45'],
    ['84612345', '******45'],
    [null, null],
  ])('the number %s as %s', (phone, masked) => {
    expect(maskPhone(phone)).toBe(masked);
  });
});
