import type { FederationCase } from '../federation-case.ts';

const told = (_root: unknown, args: object) => JSON.stringify(args);

export const federationCase: FederationCase = {
  resolvers: {
    echo: { Query: { echo: (_root: unknown, args: object) => ({ id: 'e', said: JSON.stringify(args) }) } },
    reply: { Echo: { reply: told } },
  },
  operations: {
    'those of a join are sent with it, and only there': {
      query: 'query ($to: String, $list: [Int!]) { echo(text: "x") { said reply(to: $to, list: $list) } }',
      variables: { to: 'you', list: [1, 2] },
      data: { echo: { said: '{"text":"x"}', reply: '{"to":"you","list":[1,2],"mood":"CALM"}' } },
    },
    'what is not given is not sent: the default of the argument holds': {
      query: 'query ($text: String, $to: String) { echo(text: $text) { said reply(to: $to) } }',
      data: { echo: { said: '{"text":"none"}', reply: '{"to":"none","mood":"CALM"}' } },
    },
    'null is sent': {
      query: 'query ($text: String, $to: String, $in: In2) { echo(text: $text) { said reply(to: $to, input: $in) } }',
      variables: { text: null, to: null, in: null },
      data: { echo: { said: '{"text":null}', reply: '{"to":null,"input":null,"mood":"CALM"}' } },
    },
    'the default of the operation holds': {
      query:
        'query ($text: String = "op", $to: String = "join", $list: [Int!] = 4, $mood: Mood2 = WILD) { echo(text: $text) { said reply(to: $to, list: $list, mood: $mood) } }',
      data: { echo: { said: '{"text":"op"}', reply: '{"to":"join","list":[4],"mood":"WILD"}' } },
    },
    'lists, enums and inputs in inputs': {
      query:
        'query ($list: [Int], $deep: [[Mood!]], $input: In, $at: [In2!]) { echo(list: $list, deep: $deep, input: $input) { said reply(input: { at: $at }) } }',
      variables: {
        list: [1, null],
        deep: [['SAD'], null, []],
        input: { name: 'n', in: { name: 'm', age: null } },
        at: { names: [null] },
      },
      data: {
        echo: {
          said: '{"text":"none","list":[1,null],"deep":[["SAD"],null,[]],"input":{"name":"n","age":7,"moods":["GLAD"],"in":{"name":"m","age":null,"moods":["GLAD"]}}}',
          reply: '{"to":"none","input":{"names":["a"],"at":[{"names":[null]}]},"mood":"CALM"}',
        },
      },
    },
    'custom scalars pass as they are': {
      query:
        'query ($json: Json, $part: Json) { echo(json: $json, id: 5, float: 2) { said reply(json: { a: [1, "b", null, { c: $part }] }) } }',
      variables: { json: { x: [1, { y: null }], GLAD: 'SAD' }, part: [true] },
      data: {
        echo: {
          said: '{"text":"none","json":{"x":[1,{"y":null}],"GLAD":"SAD"},"id":"5","float":2}',
          reply: '{"to":"none","json":{"a":[1,"b",null,{"c":[true]}]},"mood":"CALM"}',
        },
      },
    },
    'one that does not fit is refused before anything is sent': {
      query: 'query ($list: [Int]) { echo(list: $list) { said } }',
      variables: { list: ['one'] },
      data: undefined,
      errors: [{ code: 'BAD_USER_INPUT' }],
      silent: ['echo', 'reply'],
    },
    'one that is missing too': {
      query: 'query ($mood: Mood2!) { echo { reply(mood: $mood) } }',
      data: undefined,
      errors: [{ code: 'BAD_USER_INPUT' }],
      silent: ['echo'],
    },
    'special names': {
      query:
        'query ($representations: String, $__proto: String) { echo(text: $representations) { said reply(to: $__proto) } }',
      variables: { representations: 'r', __proto: 'p' },
      data: { echo: { said: '{"text":"r"}', reply: '{"to":"p","mood":"CALM"}' } },
    },
  },
};
