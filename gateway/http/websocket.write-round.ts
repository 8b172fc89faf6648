/** Something that gathers writes until its round is over. */
export interface RoundMember {
  endRound(): void;
}

/**
 * What waits in one round at most: a client is given all that there is for it before the next one, so that nothing is
 * gained by a longer round, and what waits in it takes memory.
 */
const mostMembers = 64;

/** What sockets are sent in one turn of the event loop, so that each has one write for all of it. */
export class WriteRound {
  #members: RoundMember[] = [];

  add(member: RoundMember): void {
    if (this.#members.length === mostMembers) this.#end();
    if (this.#members.length === 0) process.nextTick(() => this.#end());
    this.#members.push(member);
  }

  #end(): void {
    const members = this.#members;
    this.#members = [];
    for (const member of members) member.endRound();
  }
}
