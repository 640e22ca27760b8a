/** Anchors of headings as GitHub makes them. Apart from `markdown`, which chats load as well: they have no use for it. */
import GithubSlugger from "github-slugger";

/** One for each text: a heading that stands twice in it gets another anchor the second time. */
export type Anchors = () => (heading: string) => string;

export const headingAnchors: Anchors = () => {
  const slugger = new GithubSlugger();
  return (heading) => slugger.slug(heading);
};
