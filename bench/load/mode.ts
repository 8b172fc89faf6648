/** What the clients send, and whether gateways that can may answer several requests with the work of one. */
export interface Mode {
  readonly name: 'sharing-off' | 'identical' | 'authorization';
  readonly title: string;
  readonly isShared: boolean;
  /** Every request with a token of its own, which no subgraph looks at. */
  readonly isAuthorizationDistinct: boolean;
}

export const sharingOff: Mode = {
  name: 'sharing-off',
  title: 'Identical requests, sharing off',
  isShared: false,
  isAuthorizationDistinct: false,
};

export const sharingOn: Mode = {
  name: 'identical',
  title: 'Identical requests, sharing on',
  isShared: true,
  isAuthorizationDistinct: false,
};

export const modes: readonly Mode[] = [
  sharingOff,
  sharingOn,
  {
    name: 'authorization',
    title: 'A different Authorization on each request, sharing on',
    isShared: true,
    isAuthorizationDistinct: true,
  },
];
