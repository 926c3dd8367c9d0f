// The ways by which an act can reach another node. All of them end at one door, so that there is one
// record whatever the way was. spec/routes.md

export const ROUTES = ["direct", "relay", "courier", "codes", "thin"] as const;
export type Route = (typeof ROUTES)[number];
