import { Argument, Command } from 'commander';
import { runningStage, startOwnStage } from '../story/story-stage.ts';
import { tellStory } from '../story/tell-story.ts';
import { youyiEastRoad } from '../story/youyi-east-road.story.ts';
import { readOwnKey } from './keys.command.ts';

const stories = { [youyiEastRoad.name]: youyiEastRoad };

export function storyCommand(): Command {
  return new Command('story')
    .description('Tell a case end to end through the API: each act with its own token, the subscription beside it.')
    .addArgument(new Argument('<name>', 'which one').choices(Object.keys(stories)))
    .option(
      '--url <url>',
      'GraphQL of a gateway that runs, on which everything happens now; without it the story has a system of its own, and its own time',
    )
    .action(async (name: string, { url }: { url?: string }) => {
      const story = stories[name] ?? youyiEastRoad;
      const print = (line: string): void => console.log(line);
      if (url !== undefined) {
        await tellStory(story, runningStage(story, { url, key: await readOwnKey() }), print);
        return;
      }
      const stage = await startOwnStage(story);
      try {
        await tellStory(story, stage, print);
      } finally {
        await stage.stop();
      }
    });
}
