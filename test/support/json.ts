/** What a server answers, whatever shape it has. */
export type Json = ReturnType<typeof JSON.parse>;
