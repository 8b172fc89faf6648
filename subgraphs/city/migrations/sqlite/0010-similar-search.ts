import { SqliteWordIndex } from '../../../../shared/suggestion/similar/word-index.migration.ts';

export class M0010SimilarSearch extends SqliteWordIndex {}
