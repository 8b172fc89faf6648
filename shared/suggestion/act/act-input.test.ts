import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { ClientError } from '../../errors/client-error.ts';
import { deputyId, parseInput } from './act-input.ts';

describe('an input that breaks rules', () => {
  const invitation = z.object({ deputyIds: z.array(deputyId) });
  const faultOf = (deputyIds: readonly string[]): ClientError => {
    try {
      parseInput(invitation, { deputyIds });
    } catch (error) {
      if (error instanceof ClientError) return error;
      throw error;
    }
    throw new Error('It was taken.');
  };

  test('has all its faults told at once', () => {
    const { message, extensions } = faultOf(['x', '230100-D000001', 'y']);
    expect(extensions).toEqual({ code: 'INPUT_INVALID', fields: ['deputyIds.0', 'deputyIds.2'] });
    expect(message).toContain('"deputyIds.2"');
  });

  test('in ten thousand places has the first ones told, and how many more there are', () => {
    const { message } = faultOf(Array.from({ length: 10_000 }, () => 'x'));
    expect(message).toContain('; and 9980 more.');
    expect(message.length).toBeLessThan(10_000);
  });
});
