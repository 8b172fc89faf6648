import type { Random } from '../../../cli/seed/text/seeded-random.ts';
import { argumentLists, bare, givenTo, keyLine, likelihood, link, scalars, shared, topFields } from './schema.parts.ts';

interface Entity {
  readonly name: string;
  /** Subgraphs that hold fields of it. */
  readonly homes: readonly string[];
  readonly keys: ReadonlyMap<string, readonly string[]>;
}

interface Owned {
  readonly name: string;
  readonly args: string;
  readonly type: string;
  readonly owner: string;
  readonly isPlain: boolean;
}

/** Writes the schemas of one graph: what types there are, which subgraph holds what of them, and what that takes. */
export class SchemaDraft {
  readonly #random: Random;
  readonly #subgraphs: readonly string[];
  readonly #entities: readonly Entity[];
  readonly #values: readonly string[];
  /** By subgraph and the head of a type: the lines of its fields, by field. */
  readonly #types = new Map<string, Map<string, Map<string, string>>>();
  readonly #extra = new Map<string, string[]>();
  readonly #owned = new Map<string, Owned[]>();
  /** Interfaces and unions, by subgraph. */
  readonly #abstract = new Map<string, string[]>();

  constructor(random: Random) {
    this.#random = random;
    this.#subgraphs = ['alpha', 'beta', 'gamma', 'delta'].slice(0, random.int(2, 4));
    this.#values = ['Point', 'Note'].slice(0, random.int(1, 2));
    const names = ['Ant', 'Bee', 'Cat', 'Dog', 'Elk'].slice(0, random.int(3, 5));
    this.#entities = names.map((name) => this.#draftEntity(name));
  }

  write(): { name: string; sdl: string }[] {
    for (const entity of this.#entities) this.#addKeys(entity);
    if (this.#random.chance(likelihood.interface)) this.#addInterface('Being');
    if (this.#random.chance(likelihood.plainInterface)) this.#addPlainInterface('Thing');
    if (this.#random.chance(likelihood.union)) this.#addUnion('Any');
    for (const entity of this.#entities) this.#addFields(entity);
    for (const entity of this.#entities) this.#addRequiring(entity);
    for (const subgraph of this.#subgraphs) this.#addRoots(subgraph);
    return [...this.#types.keys()].map((name) => ({ name, sdl: this.#sdl(name) }));
  }

  #draftEntity(name: string): Entity {
    const random = this.#random;
    const homes = random.shuffle(this.#subgraphs).slice(0, random.int(2, this.#subgraphs.length));
    const isNested = random.chance(likelihood.nestedKey);
    const first = isNested ? 'tag { code }' : random.chance(likelihood.compoundKey) ? 'id part' : 'id';
    const hasOther = random.chance(likelihood.otherKey);
    const keys = homes.map((home, place): [string, string[]] => {
      if (!hasOther || place === 0) return [home, hasOther ? [first, 'code'] : [first]];
      return [home, random.pick([[first], ['code'], [first, 'code']])];
    });
    return { name, homes, keys: new Map(keys) };
  }

  #fieldsOf(subgraph: string, head: string): Map<string, string> {
    const ofSubgraph = this.#types.get(subgraph) ?? new Map<string, Map<string, string>>();
    this.#types.set(subgraph, ofSubgraph);
    const fields = ofSubgraph.get(head) ?? new Map<string, string>();
    ofSubgraph.set(head, fields);
    return fields;
  }

  /** Entities are written under their name; the rest of the head is put together at the end. */
  #addField(subgraph: string, type: string, field: string, line: string): void {
    const fields = this.#fieldsOf(subgraph, type);
    if (!fields.has(field)) fields.set(field, line);
  }

  #addKeys({ name, keys }: Entity): void {
    for (const [subgraph, sets] of keys) {
      for (const field of sets.flatMap(topFields)) this.#addField(subgraph, name, field, keyLine(field));
    }
  }

  /** Every subgraph may name any entity: where it holds nothing of it, it knows a key and no more. */
  #mention(subgraph: string, { name, keys }: Entity): void {
    if (keys.has(subgraph)) return;
    const [set = 'id'] = [...keys.values()][0] ?? [];
    for (const field of topFields(set)) this.#addField(subgraph, name, field, keyLine(field));
  }

  #addFields(entity: Entity): void {
    const random = this.#random;
    const owned: Owned[] = [];
    for (let number = random.int(3, 6); number > 0; number--) {
      const owner = random.pick(entity.homes);
      const name = `f${number}`;
      const isPlain = random.chance(0.5);
      const args = !isPlain && random.chance(likelihood.args) ? random.pick(argumentLists) : '';
      const type = isPlain ? this.#scalar() : this.#outputType(owner);
      const hidden = random.chance(likelihood.hidden) ? ' @inaccessible' : '';
      const others = entity.homes.filter((home) => home !== owner);
      const provides = this.#provides(owner, type);
      if (provides === '' && others.length > 0 && random.chance(likelihood.shared) && isPlain) {
        const other = random.pick(others);
        for (const home of [owner, other]) {
          this.#addField(home, entity.name, name, `${name}${args}: ${type} @shareable${hidden}`);
        }
        continue;
      }
      if (isPlain && others.length > 0 && random.chance(likelihood.overridden)) {
        const other = random.pick(others);
        this.#addField(other, entity.name, name, `${name}${args}: ${type}`);
        this.#addField(owner, entity.name, name, `${name}${args}: ${type} @override(from: "${other}")`);
        continue;
      }
      this.#addField(owner, entity.name, name, `${name}${args}: ${type}${provides}${hidden}`);
      owned.push({ name, args, type, owner, isPlain });
    }
    this.#owned.set(entity.name, owned);
  }

  /** A field of an entity that its subgraph works out from fields of another one. */
  #addRequiring(entity: Entity): void {
    const random = this.#random;
    for (const home of entity.homes) {
      if (!random.chance(likelihood.requiring)) continue;
      const elsewhere = (this.#owned.get(entity.name) ?? []).filter(
        ({ owner, type }) => owner !== home && this.#isReadable(type),
      );
      if (elsewhere.length === 0) continue;
      const needed = random.shuffle(elsewhere).slice(0, random.int(1, 2));
      for (const { name, args, type } of needed) {
        this.#addField(home, entity.name, name, `${name}${args}: ${type} @external`);
      }
      const set = needed
        .map(({ name, args, type }) => `${name}${givenTo(args, random)}${this.#isValue(type) ? ' { x }' : ''}`)
        .join(' ');
      const name = `r${home}`;
      const args = random.chance(likelihood.args) ? random.pick(argumentLists) : '';
      const type = random.chance(0.5) ? this.#scalar() : this.#outputType(home);
      this.#addField(home, entity.name, name, `${name}${args}: ${type} @requires(fields: "${set}")`);
    }
  }

  #isReadable(type: string): boolean {
    return this.#isValue(type) || scalars.includes(bare(type));
  }

  #isValue(type: string): boolean {
    return this.#values.includes(bare(type));
  }

  /** Of an entity that another subgraph holds, some plain fields can come along. */
  #provides(subgraph: string, type: string): string {
    const entity = this.#entities.find(({ name }) => name === bare(type));
    const elsewhere = (this.#owned.get(entity?.name ?? '') ?? []).filter(
      ({ owner, isPlain }) => isPlain && owner !== subgraph,
    );
    if (!entity || elsewhere.length === 0 || !this.#random.chance(likelihood.providing)) return '';
    const provided = this.#random.pick(elsewhere);
    const line = `${provided.name}: ${provided.type} @external`;
    this.#addField(subgraph, entity.name, provided.name, line);
    // What may be provided may also be resolved by its owner only where that one says so.
    const own = this.#fieldsOf(provided.owner, entity.name);
    const before = own.get(provided.name) ?? '';
    if (!before.includes('@shareable')) own.set(provided.name, `${before} @shareable`);
    return this.#fieldsOf(subgraph, entity.name).get(provided.name) === line
      ? ` @provides(fields: "${provided.name}")`
      : '';
  }

  #addInterface(name: string): void {
    const random = this.#random;
    const members = random.shuffle(this.#entities).slice(0, random.int(2, 3));
    const holder = random.pick(this.#subgraphs);
    for (const member of members) {
      this.#mention(holder, member);
      const isHome = member.keys.has(holder);
      this.#addField(holder, member.name, 'title', `title: String${isHome ? '' : ' @shareable'}`);
    }
    const canBeObject = members.every(({ keys }) => keys.get(holder)?.includes('id'));
    const hasObject = canBeObject && random.chance(likelihood.interfaceObject);
    const lines = this.#extra.get(holder) ?? [];
    this.#extra.set(holder, lines);
    lines.push(`interface ${name}${hasObject ? ' @key(fields: "id")' : ''} { id: ID! title: String }`);
    for (const member of members) this.#implement(holder, member.name, name);
    this.#abstract.set(holder, [...(this.#abstract.get(holder) ?? []), name]);
    if (hasObject) this.#addInterfaceObject(name);
  }

  /** In one subgraph, over whatever entities that one knows, by their keys alone. */
  #addPlainInterface(name: string): void {
    const random = this.#random;
    const holder = random.pick(this.#subgraphs);
    const members = random.shuffle(this.#entities).filter(({ keys }) => [...keys.values()][0]?.[0]?.startsWith('id'));
    if (members.length === 0) return;
    for (const member of members.slice(0, random.int(1, 3))) {
      this.#mention(holder, member);
      this.#implement(holder, member.name, name);
    }
    this.#extra.set(holder, [...(this.#extra.get(holder) ?? []), `interface ${name} { id: ID! }`]);
    this.#abstract.set(holder, [...(this.#abstract.get(holder) ?? []), name]);
  }

  readonly #implemented = new Set<string>();

  #implement(subgraph: string, type: string, name: string): void {
    this.#implemented.add(`${subgraph} ${type} ${name}`);
  }

  #addInterfaceObject(name: string): void {
    const random = this.#random;
    const subgraph = 'omega';
    this.#addField(subgraph, name, 'id', 'id: ID!');
    this.#addField(subgraph, name, 'mark', `mark: ${this.#scalar()}`);
    this.#addField(subgraph, name, 'peer', `peer: ${random.pick([name, `[${name}]`, `[${name}!]!`])}`);
    if (random.chance(0.5)) {
      this.#addField(subgraph, name, 'title', 'title: String @external');
      this.#addField(subgraph, name, 'headline', 'headline(by: Int): String @requires(fields: "title")');
    }
    this.#addField(subgraph, 'Query', 'marked', `marked: [${name}]`);
    this.#extra.set(subgraph, []);
  }

  #addUnion(name: string): void {
    const random = this.#random;
    for (const holder of random.shuffle(this.#subgraphs).slice(0, random.int(1, 2))) {
      const entities = random.shuffle(this.#entities).slice(0, random.int(1, 3));
      for (const entity of entities) this.#mention(holder, entity);
      const members = [
        ...entities.map((entity) => entity.name),
        ...(random.chance(0.4) ? [random.pick(this.#values)] : []),
      ];
      this.#extra.set(holder, [...(this.#extra.get(holder) ?? []), `union ${name} = ${members.join(' | ')}`]);
      this.#abstract.set(holder, [...(this.#abstract.get(holder) ?? []), name]);
    }
  }

  #addRoots(subgraph: string): void {
    const random = this.#random;
    for (let number = random.int(1, 3); number > 0; number--) {
      const name = `${subgraph}${number}`;
      const args = random.chance(likelihood.args) ? random.pick(argumentLists) : '';
      const type = this.#objectType(subgraph);
      this.#addField(subgraph, 'Query', name, `${name}${args}: ${type}${this.#provides(subgraph, type)}`);
    }
    if (random.chance(0.5)) this.#addField(subgraph, 'Query', 'common', 'common: Point @shareable');
    const [first] = this.#entities;
    if (first?.keys.has(subgraph)) this.#addField(subgraph, 'Query', 'any', `any: [${first.name}] @shareable`);
    if (random.chance(likelihood.mutation)) {
      this.#addField(
        subgraph,
        'Mutation',
        `change${subgraph}`,
        `change${subgraph}(by: Int!): ${this.#objectType(subgraph)}`,
      );
    }
  }

  #scalar(): string {
    return this.#wrapped(this.#random.pick(scalars));
  }

  #outputType(subgraph: string): string {
    return this.#random.chance(0.25) ? this.#wrapped(this.#random.pick(this.#values)) : this.#objectType(subgraph);
  }

  #objectType(subgraph: string): string {
    const random = this.#random;
    const abstract = this.#abstract.get(subgraph) ?? [];
    if (abstract.length > 0 && random.chance(0.4)) return this.#wrapped(random.pick(abstract));
    const entity = random.pick(this.#entities);
    this.#mention(subgraph, entity);
    return this.#wrapped(entity.name);
  }

  #wrapped(type: string): string {
    const random = this.#random;
    const inner = `${type}${random.chance(likelihood.required) ? '!' : ''}`;
    if (!random.chance(likelihood.list)) return inner;
    const list = random.chance(0.15) ? `[[${inner}]]` : `[${inner}]`;
    return `${list}${random.chance(likelihood.required) ? '!' : ''}`;
  }

  #sdl(subgraph: string): string {
    const types = [...(this.#types.get(subgraph) ?? [])].map(([type, fields]) => {
      return `type ${type}${this.#head(subgraph, type)} {\n  ${[...fields.values()].join('\n  ')}\n}`;
    });
    const values = this.#values.map((name) => `type ${name} @shareable { x: Int y: String! z: [Colour!] }`);
    return [link, shared, ...values, ...types, ...(this.#extra.get(subgraph) ?? [])].join('\n');
  }

  #head(subgraph: string, type: string): string {
    if (subgraph === 'omega' && type !== 'Query') return ' @key(fields: "id") @interfaceObject';
    const entity = this.#entities.find(({ name }) => name === type);
    if (!entity) return '';
    const sets = entity.keys.get(subgraph);
    const stub = [...entity.keys.values()][0]?.[0] ?? 'id';
    const keys = sets ?? [stub];
    const resolvable = sets ? '' : ', resolvable: false';
    const implemented = ['Being', 'Thing'].filter((name) => this.#implemented.has(`${subgraph} ${type} ${name}`));
    return `${implemented.length > 0 ? ` implements ${implemented.join(' & ')}` : ''}${keys
      .map((set) => ` @key(fields: "${set}"${resolvable})`)
      .join('')}`;
  }
}
