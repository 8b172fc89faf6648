import { types } from 'node:util';
import { TestEnvironment } from 'jest-environment-node';

/**
 * Jest runs each test file in a vm context of its own, whose `Error` is not the one that Node's core modules throw:
 * `error instanceof Error` would be false for a failed `readFile` in tests and true in production. Here it is true in
 * both. `TypeError` and the other native classes are treated alike; subclasses written in the product are untouched.
 */
export default class NodeEnvironment extends TestEnvironment {
  async setup() {
    await super.setup();
    for (const name of ['Error', 'TypeError', 'RangeError', 'SyntaxError', 'AggregateError']) {
      acceptInstancesOfBothRealms(this.global[name], globalThis[name]);
    }
  }
}

function acceptInstancesOfBothRealms(inner, outer) {
  Object.defineProperty(inner, Symbol.hasInstance, {
    value(candidate) {
      const isInstance = Function.prototype[Symbol.hasInstance].call(this, candidate);
      return isInstance || (this === inner && types.isNativeError(candidate) && candidate instanceof outer);
    },
  });
}
