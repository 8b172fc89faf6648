/** Something that gathers writes until the round is over. */
export interface RoundMember {
  endRound(): void;
}

/** What many sockets are sent in one turn of the event loop, so that each has one write for all of it. */
export class WriteRound {
  #members: RoundMember[] = [];

  add(member: RoundMember): void {
    if (this.#members.length === 0) process.nextTick(() => this.#end());
    this.#members.push(member);
  }

  #end(): void {
    const members = this.#members;
    this.#members = [];
    for (const member of members) member.endRound();
  }
}
